// How far sensors heard: what the outlines on the map mean, and whether they are drawn. Not known is said and never drawn.
import { h } from './dom.js';
import { number, percent, say } from './say.js';
import { go, state } from './state.js';

const box = kind => h('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, h('rect', { class: `reach ${kind}`, x: 1, y: 4, width: 18, height: 12 }));
const dot = kind => h('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, h('circle', { class: `ear ${kind}`, cx: 10, cy: 10, r: 5 }));

export function hearing(told) {
  if (!told?.feeds?.length) return null;
  const known = told.feeds.some(f => f.kg && f.areaShare90 !== undefined);
  const check = h('input', { type: 'checkbox', id: 'reach', checked: state.reach !== 'off', onchange: () => go({ reach: check.checked ? '' : 'off' }) });
  const row = (picture, text) => h('li', {}, picture, text);
  return h('div', { class: 'hearing' },
    h('h3', {}, say('hearing')),
    h('label', { for: 'reach' }, check, ' ', say('hearing.show')),
    h('ul', {},
      known ? [90, 50, 10].map(p => row(box(`r${p}`), say('hearing.legend', { p: percent(p / 100) }))) : null,
      row(dot('on'), say('hearing.sensor')), row(dot('off'), say('hearing.deaf'))),
    told.feeds.map(f => h('p', {}, say(f.kg && f.areaShare90 !== undefined ? 'hearing.says' : 'hearing.unknown', { kg: number(f.kg ?? 0), heard: number(f.heard), all: number(f.sensors) }))));
}
