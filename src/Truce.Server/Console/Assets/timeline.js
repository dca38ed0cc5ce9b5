// The days of the mission: how many incidents at which level. Height is a square root, so that a quiet day is still seen beside a loud one.
import { byId, fill, h } from './dom.js';
import { levelWords } from './items.js';
import { go, state } from './state.js';
import { dayName, dayShort, number, say, term } from './say.js';

const height = 22;

const byLevel = day => [0, 1, 2].map(l => Number(day.levels?.[l] ?? day.levels?.[levelWords[l]] ?? 0));

export function show(days) {
  const most = Math.max(1, ...days.map(d => byLevel(d).reduce((a, b) => a + b, 0)));
  fill(byId('timeline'), h('div', { class: 'days' }, days.map(day => {
    const counts = byLevel(day);
    const total = counts.reduce((a, b) => a + b, 0);
    const said = `${dayName(day.day)}: ${say('count', { n: total, count: number(total) })}; `
      + counts.map((n, l) => `${term('level', levelWords[l])} ${number(n)}`).join(', ');
    return h('button', {
      type: 'button', 'aria-label': said, title: said, 'aria-current': day.day === state.day ? 'date' : null,
      onclick: () => go({ day: day.day, incident: '' }),
    }, bars(counts, total, most), h('span', {}, dayShort(day.day)));
  })));
  byId('timeline').querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function bars(counts, total, most) {
  if (total === 0) {
    return h('svg', { viewBox: `0 0 40 ${height}`, preserveAspectRatio: 'none' }, h('line', { class: 'none', x1: 2, x2: 38, y1: height - 1, y2: height - 1 }));
  }
  const whole = Math.max(3, Math.sqrt(total / most) * height);
  let from = height;
  return h('svg', { viewBox: `0 0 40 ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, [2, 1, 0].map(l => {
    const part = (counts[l] / total) * whole;
    from -= part;
    return h('rect', { class: `b${l}`, x: 2, width: 36, y: from, height: part });
  }));
}
