// What the marks say, and how boundaries are drawn.
import { h } from './dom.js';
import { levelWords } from './items.js';
import { classes, icon } from './shapes.js';
import { say, term } from './say.js';

const sample = (...parts) => h('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, parts);
const oval = name => sample(h('ellipse', { class: name, cx: 10, cy: 10, rx: 9, ry: 6 }));

export function legend(boundaries, hearing) {
  const wide = matchMedia('(min-width: 1700px) and (min-height: 900px)').matches;
  const row = (picture, text) => h('li', {}, picture, text);
  const seldom = new Set(['projectileInFlight', 'muzzleFlash']);
  return h('details', { class: 'legend', open: wide }, h('summary', {}, say('legend')), boundaries, h('ul', {},
    classes.filter(c => !seldom.has(c)).map(c => row(icon(c, 2), term('class', c))),
    [0, 1, 2].map(l => row(icon('explosion', l), term('level', levelWords[l]))),
    row(oval('region'), say('legend.region')),
    row(oval('region many'), say('legend.modes')),
    row(sample(h('path', { class: 'lineband', d: 'M2 10H18', 'stroke-width': 10 }), h('path', { class: 'linecore', d: 'M2 10H18' })), say('legend.line'))), hearing);
}
