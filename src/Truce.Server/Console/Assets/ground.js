// What lies under the incidents: land and water, and the boundary layer, which is a file of its own with policies to choose from.
import * as api from './api.js';
import { h } from './dom.js';
import { inLanguage, say } from './say.js';
import { go, state } from './state.js';
import { nothing } from './mapstyle.js';

export const none = 'none';

let about = null;
let layer = null;

export async function load() {
  if (about) return about;
  const given = await api.ground();
  layer = await api.file(given.boundaries.address);
  about = given;
  return about;
}

export const basemap = () => about.basemap;

export const policies = () => layer?.policies ?? [];

// The reader's choice for this page; otherwise the mission's.
export function policy() {
  const known = [none, ...policies().map(p => p.id)];
  return known.includes(state.bounds) ? state.bounds : about?.boundaries.policy ?? none;
}

export function lines() {
  const chosen = policy();
  const features = (layer?.features ?? []).filter(f => f.properties.kind === 'line' && f.properties.policies.includes(chosen));
  return features.length ? { type: 'FeatureCollection', features } : nothing;
}

export function credits() {
  const chosen = policies().find(p => p.id === policy());
  const boundaries = chosen ? say('map.boundariesBy', { policy: inLanguage(chosen.title) }) : say('map.noBoundaries');
  return [about?.basemap.attribution, boundaries];
}

export function picker() {
  const chosen = policy();
  const select = h('select', { id: 'bounds', onchange: () => go({ bounds: select.value }) },
    [{ id: none, title: say('map.boundaries.none') }, ...policies()].map(p => h('option', { value: p.id, selected: p.id === chosen }, inLanguage(p.title))));
  const source = policies().find(p => p.id === chosen)?.source;
  return h('div', { class: 'boundaries' }, h('label', { for: 'bounds' }, say('map.boundaries')), select, source ? h('p', {}, inLanguage(source)) : null);
}

// A colour for each theme, from the page's own variables.
export function colours() {
  const computed = getComputedStyle(document.documentElement);
  return Object.fromEntries(['land', 'water', 'edge', 'lineband', 'mark', 'halo', 'soft', 'ink', 'accent', 'river', 'border', 'p1', 'sheet']
    .map(name => [name, computed.getPropertyValue(`--${name}`).trim()]));
}
