// Why the number is what it is: a bar a factor, in nats, grouped by who is ultimately speaking; "without this" computes it anew in place.
import { h, fill, announce } from './dom.js';
import { fromLogit, logit, short } from './items.js';
import { number, percent, say, term } from './say.js';

export function factorTable(incident) {
  const factors = incident.factors ?? [];
  if (factors.length === 0) return h('p', { class: 'lead' }, say('factors.none'));
  const without = new Set();
  const table = h('table', { class: 'factors' });
  const draw = () => fill(table, head(), h('tbody', {}, groups(factors).flatMap(group => rows(group, factors, without, draw))), foot(incident, factors, without));
  draw();
  return table;
}

function groups(factors) {
  const byOrigin = new Map();
  factors.forEach((factor, at) => {
    const key = factor.origin ?? '';
    if (!byOrigin.has(key)) byOrigin.set(key, []);
    byOrigin.get(key).push({ ...factor, at });
  });
  return [...byOrigin.entries()];
}

const head = () => h('thead', {}, h('tr', {},
  [say('factor'), say('factor.speaks'), say('factor.nats')].map(t => h('th', { scope: 'col' }, t)), h('td', {})));

function rows([origin, members], factors, without, draw) {
  const widest = Math.max(1, ...factors.map(f => Math.abs(f.logOdds)));
  const heading = h('tr', { class: 'group' }, h('td', { colspan: 4 },
    origin ? [`${say('factor.origin')} `, h('code', {}, short(origin))] : say('factor.noOrigin')));
  return [heading, ...members.map(factor => {
    const out = without.has(factor.at);
    const sentence = say(factor.logOdds >= 0 ? 'factor.for' : 'factor.against', { times: number(Math.exp(Math.abs(factor.logOdds)), 1) });
    return h('tr', { class: out ? 'without' : null, title: sentence },
      h('td', {}, term('factor', factor.kind), h('span', { class: 'unseen' }, ` — ${sentence}`)),
      h('td', {}, bar(factor.logOdds, widest)),
      h('td', { class: 'num' }, signed(factor.logOdds)),
      h('td', {}, factor.kind === 'prior' ? '' : h('button', {
        type: 'button', 'aria-pressed': out ? 'true' : 'false',
        onclick: () => {
          if (out) without.delete(factor.at);
          else without.add(factor.at);
          draw();
          announce(say('factor.now', { p: percent(left(factors, without)) }));
        },
      }, say('factor.without'))));
  })];
}

const left = (factors, without) => fromLogit(factors.reduce((sum, f, at) => (without.has(at) ? sum : sum + f.logOdds), 0));
const signed = x => `${x > 0 ? '+' : x < 0 ? '−' : ''}${number(Math.abs(x), 2)}`;

function bar(nats, widest) {
  const half = Math.abs(nats / widest) * 48;
  return h('span', { class: 'bar', 'aria-hidden': 'true' }, h('svg', { viewBox: '0 0 100 14', preserveAspectRatio: 'none' },
    h('rect', { class: nats >= 0 ? 'for' : 'against', x: nats >= 0 ? 50 : 50 - half, width: Math.max(0.6, half), y: 2, height: 10 }),
    h('line', { class: 'zero', x1: 50, x2: 50, y1: 0, y2: 14 })));
}

function foot(incident, factors, without) {
  const sum = factors.reduce((total, f, at) => (without.has(at) ? total : total + f.logOdds), 0);
  const stated = logit(Math.min(1 - 1e-12, Math.max(1e-12, incident.probability)));
  const adds = Math.abs(sum - stated) < 0.05;
  return h('tfoot', {}, h('tr', { class: 'foot' },
    h('td', {}, say(without.size ? 'factor.sumWithout' : 'factor.sum')),
    h('td', {}, percent(fromLogit(sum))), h('td', { class: 'num' }, signed(sum)), h('td', {})),
  without.size === 0 && !adds ? h('tr', {}, h('td', { colspan: 4 }, say('factor.doesNotAdd', { p: percent(incident.probability) }))) : null);
}
