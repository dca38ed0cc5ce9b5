// The map: ground, boundaries, areas, the line as a band as wide as its error, and each incident as the region that holds it.
import maplibre from './maplibre.js';
import * as ground from './ground.js';
import { announce, byId, fill, h } from './dom.js';
import { levelOf, levelWords, likeliest } from './items.js';
import { hearing } from './hearing.js';
import { legend } from './legend.js';
import { bandWidth, nothing, style } from './mapstyle.js';
import { draw, regions, spots } from './marks.js';
import { go, state } from './state.js';
import { distance, inLanguage, number, percent, say, span, spoken, term } from './say.js';

const ratio = 2;

let map = null;
let mission = null;
let note = null;
let held = { incidents: [], line: null, outlines: null, places: null, hearing: null };

export async function build(told) {
  mission = told;
  const about = await ground.load();
  map?.remove();
  map = null;
  note = h('div', { class: 'mapnote' });
  const canvas = h('div', { class: 'mapcanvas' });
  const tool = (text, label, act) => h('button', { type: 'button', 'aria-label': say(label), title: say(label), onclick: act }, text);
  fill(byId('map'), canvas, h('div', { class: 'maptools' },
    tool('+', 'map.closer', () => map?.zoomIn()), tool('−', 'map.farther', () => map?.zoomOut()), tool(frame(), 'map.all', all)), h('div', { class: 'maplegend' }), note);
  explain();
  map = maplibre.create(canvas, style(ground.colours(), about.basemap, nameOf()), corners(), say('map.keys'));
  if (!map) {
    fill(canvas, h('div', { class: 'state' }, h('strong', {}, say('map.cannot')), say('map.cannot.do')));
    return;
  }
  map.setMissingStyleImageResolver(id => { map.addImage(id, draw(id, ground.colours(), ratio), { pixelRatio: ratio }); });
  map.on('load', refresh);
  map.on('move', scale);
  map.on('idle', () => { canvas.dataset.drawn = String(drawn()); });
  map.on('click', event => { const id = under(event); if (id) go({ incident: id }); });
  map.on('mousemove', hover);
  map.getCanvas().addEventListener('keydown', event => { if (event.key === '0') all(); });
}

const frame = () => h('svg', { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' },
  h('path', { d: 'M2 6V2H6M10 2H14V6M14 10V14H10M6 14H2V10', fill: 'none', stroke: 'currentColor', 'stroke-width': 2 }));

const corners = () => [[mission.area.west, mission.area.south], [mission.area.east, mission.area.north]];
const nameOf = () => ['coalesce', ['get', `name:${spoken()}`], ['get', `name_${spoken()}`], ['get', 'name:en'], ['get', 'name'], ''];

function all() {
  map?.fitBounds(corners(), { padding: 12 });
}

function under(event) {
  const reach = 8;
  const near = [[event.point.x - reach, event.point.y - reach], [event.point.x + reach, event.point.y + reach]];
  return map.queryRenderedFeatures(near, { layers: ['spot-chosen', 'spots'] })[0]?.properties.id;
}

// How many incidents are in sight once everything is drawn.
const drawn = () => new Set(map.queryRenderedFeatures({ layers: ['spot-chosen', 'spots'] }).map(f => f.properties.id)).size;

function hover(event) {
  const found = held.incidents.find(i => i.id === under(event));
  map.getCanvas().style.cursor = found ? 'pointer' : '';
  map.getCanvas().title = found ? inWords(found) : '';
}

const inWords = i => `${term('class', likeliest(i))}, ${term('level', levelWords[levelOf(i.level)])}, ${percent(i.probability)}, ${span(i.when)}`;

export function showGround(outlines, line, places, hearing) {
  held = { ...held, outlines, line, places, hearing };
  refresh();
  explain();
}

export function show(list) {
  held = { ...held, incidents: list };
  refresh();
}

export function choose(incident) {
  if (incident?.position) {
    if (map && !map.getBounds().contains(incident.position)) map.easeTo({ center: incident.position });
    announce(`${term('class', likeliest(incident))}, ${span(incident.when)}, ${inLanguage(incident.place)}, ${percent(incident.probability)}`);
  }
  refresh();
}

// Colours and boundaries follow the reader's choice without a new map.
export function restyle() {
  if (!map) return;
  for (const id of map.listImages()) map.removeImage(id);
  map.setStyle(style(ground.colours(), ground.basemap(), nameOf()), { diff: false });
  map.once('styledata', refresh);
  explain();
}

// The legend stays as it is, so that the box keeps the focus.
export const reach = () => refresh();

export function bounds() {
  refresh();
  explain();
}

function refresh() {
  if (!map?.getSource('spots')) return;
  const put = (source, data) => map.getSource(source).setData(data ?? nothing);
  const placed = held.incidents.filter(i => i.position);
  put('boundaries', ground.lines());
  put('outlines', held.outlines);
  put('labels', held.outlines ? middles(held.outlines) : null);
  put('places', held.places);
  put('hearing', state.reach === 'off' ? null : held.hearing);
  put('line', lineOf(held.line));
  map.setPaintProperty('line-band', 'line-width', bandWidth(errorOf(held.line), (mission.area.south + mission.area.north) / 2));
  put('regions', regions(placed, state.incident));
  put('spots', spots(placed, state.incident));
  scale();
}

const errorOf = line => Number(line?.errorM ?? line?.features?.[0]?.properties?.errorM ?? line?.features?.[0]?.properties?.surveyErrorMetres ?? 0);

function lineOf(line) {
  if (!line?.features) return null;
  return { type: 'FeatureCollection', features: line.features.map(f => ({ ...f, properties: { stale: Boolean(line.stale ?? f.properties?.stale) } })) };
}

// A name stands in the middle of the largest piece of its area, once.
function middles(outlines) {
  const size = ([west, south, east, north]) => (east - west) * (north - south);
  const boxes = f => (f.geometry.type === 'Polygon' ? [f.geometry.coordinates] : f.geometry.coordinates).map(([ring]) => {
    const xs = ring.map(p => p[0]);
    const ys = ring.map(p => p[1]);
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  });
  return {
    type: 'FeatureCollection',
    features: (outlines.features ?? []).filter(f => /Polygon$/.test(f.geometry?.type)).map(f => {
      const [west, south, east, north] = boxes(f).sort((a, b) => size(b) - size(a))[0];
      return { type: 'Feature', properties: f.properties, geometry: { type: 'Point', coordinates: [(west + east) / 2, (south + north) / 2] } };
    }),
  };
}

function explain() {
  fill(byId('map').querySelector('.maplegend'), legend(ground.picker(), hearing(held.hearing)));
}

function scale() {
  if (!map) return;
  const unplaced = held.incidents.filter(i => !i.position).length;
  const credits = [say('map.about'), ...ground.credits(), held.outlines?.attribution].filter(Boolean);
  fill(note, bar(), unplaced ? h('div', {}, h('span', {}, say('map.unplaced', { n: unplaced, count: number(unplaced) }))) : null, h('div', {}, h('span', {}, credits.join(' · '))));
}

function bar() {
  const metresPerPixel = (78_271.517 * Math.cos((map.getCenter().lat * Math.PI) / 180)) / 2 ** map.getZoom();
  const room = 110 * metresPerPixel;
  const step = 10 ** Math.floor(Math.log10(room));
  const metres = [5, 2, 1].map(n => n * step).find(m => m <= room);
  const drawn = metres / metresPerPixel;
  return h('div', {}, h('span', {}, h('svg', { width: drawn + 2, height: 8, 'aria-hidden': 'true' },
    h('path', { d: `M1 1V6H${drawn.toFixed(1)}V1`, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 })), ` ${distance(metres)}`));
}
