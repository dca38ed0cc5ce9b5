// The map: areas, the line as a band as wide as its error, and each incident as the region that holds it. A pin alone stands only
// where the 90 % region is smaller than the pin.
import { announce, byId, fill, h } from './dom.js';
import { levelOf, levelWords, likeliest, modesOf } from './items.js';
import { drawLine, drawOutlines } from './ground.js';
import { glyph, icon } from './shapes.js';
import { go, state } from './state.js';
import { distance, inLanguage, number, percent, say, span, term } from './say.js';
import { handle } from './gestures.js';
import { View } from './view.js';

const pinPixels = 9;
const mostDrawn = 1500;

let view = null;
let svg = null;
let ground = null;
let marks = null;
let note = null;
let incidents = [];
let lineData = null;
let outlineData = null;
let asked = false;

export function build(mission) {
  view ??= new View(mission.area);
  ground = h('g', { 'aria-hidden': 'true' });
  marks = h('g', {});
  svg = h('svg', { class: 'mapsvg', tabindex: '0', role: 'application', 'aria-roledescription': say('map'), 'aria-label': say('map.keys') }, ground, marks);
  note = h('div', { class: 'mapnote' });
  const tool = (text, label, act) => h('button', { type: 'button', 'aria-label': say(label), title: say(label), onclick: act }, text);
  fill(byId('map'), svg, h('div', { class: 'maptools' },
    tool('+', 'map.closer', () => { view.zoom(1.6); draw(); }),
    tool('−', 'map.farther', () => { view.zoom(1 / 1.6); draw(); }),
    tool(h('svg', { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' }, h('path', { d: 'M2 6V2H6M10 2H14V6M14 10V14H10M6 14H2V10', fill: 'none', stroke: 'currentColor', 'stroke-width': 2 })), 'map.all', () => { view.fit(); draw(); })), legend(), note);
  handle(svg, view, draw);
  svg.addEventListener('click', event => {
    const id = event.target.closest?.('[data-id]')?.getAttribute('data-id');
    if (id) go({ incident: id });
  });
  observe();
}

let observer = null;
function observe() {
  observer?.disconnect();
  let fitted = view.width > 1;
  observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect;
    if (width < 2 || height < 2) return;
    view.resize(width, height);
    if (!fitted) view.fit();
    fitted = true;
    draw();
  });
  observer.observe(svg);
}

export function showGround(outlines, line) {
  outlineData = outlines;
  lineData = line;
  draw();
}

export function show(list) {
  incidents = list;
  draw();
}

export function choose(incident) {
  if (incident?.position) {
    view.reveal(incident.position);
    announce(`${term('class', likeliest(incident))}, ${span(incident.when)}, ${inLanguage(incident.place)}, ${percent(incident.probability)}`);
  }
  draw();
}

function draw() {
  if (asked || !view) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    if (view.width < 2) return;
    fill(ground, drawOutlines(outlineData, view), drawLine(lineData, view));
    drawIncidents();
  });
}

function drawIncidents() {
  const inSight = incidents.filter(i => {
    if (!i.position) return false;
    const [x, y] = view.toPixel(i.position);
    return i.id === state.incident || (x > -80 && y > -80 && x < view.width + 80 && y < view.height + 80);
  });
  const drawn = inSight.slice(0, mostDrawn);
  const chosen = incidents.find(i => i.id === state.incident);
  const order = drawn.filter(i => i !== chosen).reverse();
  fill(marks, order.map(i => mark(i, false)), chosen?.position ? mark(chosen, true) : null);
  const unplaced = incidents.filter(i => !i.position).length;
  fill(note, scaleBar(),
    inSight.length > drawn.length ? h('div', {}, h('span', {}, say('map.some', { count: number(drawn.length), all: number(inSight.length) }))) : null,
    unplaced ? h('div', {}, h('span', {}, say('map.unplaced', { n: unplaced, count: number(unplaced) }))) : null,
    h('div', {}, h('span', {}, [say('map.about'), outlineData?.attribution ?? outlineData?.source ?? outlineData?.note].filter(Boolean).join(' · '))));
}

function mark(incident, chosen) {
  const kind = likeliest(incident);
  const level = levelOf(incident.level);
  const [x, y] = view.toPixel(incident.position);
  const modes = modesOf(incident);
  const regions = modes.map(mode => {
    const rx = mode.majorM / view.metresPerPixel;
    const ry = Math.max(1.5, mode.minorM / view.metresPerPixel);
    if (rx < pinPixels) return null;
    const [mx, my] = view.toPixel(mode.position);
    return h('ellipse', {
      class: modes.length > 1 ? 'region many' : 'region', rx, ry,
      transform: `translate(${mx.toFixed(1)} ${my.toFixed(1)}) rotate(${(mode.azimuthDeg - 90).toFixed(1)})`,
    });
  });
  const words = `${term('class', kind)}, ${term('level', levelWords[level])}, ${percent(incident.probability)}, ${span(incident.when)}`;
  return h('g', { class: chosen ? 'spot chosen' : 'spot', 'data-id': incident.id }, h('title', {}, words), regions,
    h('g', { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
      chosen ? h('circle', { class: 'ring', r: 15 }) : null, h('circle', { r: 13, fill: 'transparent' }),
      h('g', { transform: 'scale(0.85)' }, glyph(kind, level))));
}

function scaleBar() {
  const room = 110 * view.metresPerPixel;
  const step = 10 ** Math.floor(Math.log10(room));
  const metres = [5, 2, 1].map(n => n * step).find(m => m <= room);
  const bar = h('svg', { width: metres / view.metresPerPixel + 2, height: 8, 'aria-hidden': 'true' },
    h('path', { d: `M1 1V6H${(metres / view.metresPerPixel).toFixed(1)}V1`, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 }));
  return h('div', {}, h('span', {}, bar, ` ${distance(metres)}`));
}

function legend() {
  const wide = matchMedia('(min-width: 1700px) and (min-height: 900px)').matches;
  const row = (picture, text) => h('li', {}, picture, text);
  const seen = ['explosion', 'smallArmsFire', 'illuminationFlare', 'fire', 'weaponPresence', 'flight', 'advanceOfPositions',
    'restrictionOfMovement', 'interferenceWithMonitoring', 'other', 'unknown'];
  return h('details', { class: 'legend', open: wide }, h('summary', {}, say('legend')), h('ul', {},
    seen.map(c => row(icon(c, 2), term('class', c))),
    [0, 1, 2].map(l => row(icon('explosion', l), term('level', levelWords[l]))),
    row(h('svg', { viewBox: '0 0 20 20' }, h('ellipse', { class: 'region', cx: 10, cy: 10, rx: 9, ry: 6 })), say('legend.region')),
    row(h('svg', { viewBox: '0 0 20 20' }, h('ellipse', { class: 'region many', cx: 10, cy: 10, rx: 9, ry: 6 })), say('legend.modes')),
    row(h('svg', { viewBox: '0 0 20 20' }, h('path', { class: 'lineband', d: 'M2 10H18', 'stroke-width': 10 }), h('path', { class: 'linecore', d: 'M2 10H18' })), say('legend.line'))));
}
