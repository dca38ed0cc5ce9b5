// What lies under the incidents: outlines of areas and the line.
import { h } from './dom.js';
import { inLanguage, spoken } from './say.js';

const features = data => (data?.type === 'FeatureCollection' ? data.features : data?.type === 'Feature' ? [data] : data?.geometry ? [data] : []) ?? [];

const path = (points, view, close) =>
  points.map((p, i) => { const [x, y] = view.toPixel(p); return `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`; }).join('') + (close ? 'Z' : '');

function polygons(geometry) {
  if (geometry?.type === 'Polygon') return [geometry.coordinates];
  if (geometry?.type === 'MultiPolygon') return geometry.coordinates;
  return [];
}

function strands(geometry) {
  if (geometry?.type === 'LineString') return [geometry.coordinates];
  if (geometry?.type === 'MultiLineString') return geometry.coordinates;
  return polygons(geometry).flat();
}

export function drawOutlines(data, view) {
  const shapes = features(data).map(f => ({ f, d: polygons(f.geometry).flatMap(p => p.map(ring => path(ring, view, true))).join('') })).filter(s => s.d);
  const names = shapes.map(({ f }) => {
    const text = nameOf(f.properties ?? {});
    const ring = polygons(f.geometry)[0]?.[0];
    if (!text || !ring) return null;
    const xs = ring.map(p => p[0]);
    const ys = ring.map(p => p[1]);
    const middle = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
    const [x, y] = view.toPixel(middle);
    const [left] = view.toPixel([Math.min(...xs), middle[1]]);
    const [right] = view.toPixel([Math.max(...xs), middle[1]]);
    return right - left > text.length * 8 ? h('text', { x, y, 'text-anchor': 'middle' }, text) : null;
  });
  return [...shapes.map(s => h('path', { class: 'land', d: s.d, 'fill-rule': 'evenodd' })), ...shapes.map(s => h('path', { class: 'outline', d: s.d })), ...names];
}

function nameOf(properties) {
  const code = spoken();
  return properties[`name:${code}`] || properties[`name_${code}`] || inLanguage(properties.names) || properties['name:en'] || properties.name || '';
}

// 95 % of a normal lies within 1.96 σ on either side; never thinner than can be seen.
export function drawLine(data, view) {
  const error = Number(data?.errorM ?? features(data)[0]?.properties?.errorM ?? features(data)[0]?.properties?.surveyErrorMetres ?? 0);
  const width = Math.max(5, (2 * 1.96 * error) / view.metresPerPixel);
  return features(data).flatMap(f => strands(f.geometry).flatMap(points => {
    const d = path(points, view, false);
    return [h('path', { class: 'lineband', d, 'stroke-width': width.toFixed(1) }),
      h('path', { class: f.properties?.stale || data?.stale ? 'linecore stale' : 'linecore', d })];
  }));
}
