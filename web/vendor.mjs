// Copies what the page takes from others into the program, byte for byte but for what is said here. `node vendor.mjs --check` compares instead.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { write } from './files.mjs';

const read = path => readFileSync(new URL(`node_modules/${path}`, import.meta.url), 'utf8');
const withoutMap = text => text.replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, '\n');

const maplibre = 'maplibre-gl/dist';
const files = {
  'maplibre-gl.js': withoutMap(read(`${maplibre}/maplibre-gl.mjs`)),
  'maplibre-gl-worker.js': withoutMap(read(`${maplibre}/maplibre-gl-worker.mjs`)),
  'maplibre-gl.css': read(`${maplibre}/maplibre-gl.css`),
  // The package's script for a page defines one name; a module has to hand it out.
  'pmtiles.js': `${withoutMap(read('pmtiles/dist/pmtiles.js'))}export const { PMTiles, Protocol } = pmtiles;\n`,
};

const licences = `maplibre-gl ${version('maplibre-gl')}\n\n${read('maplibre-gl/LICENSE.txt')}\npmtiles ${version('pmtiles')}: BSD-3-Clause, Copyright Protomaps LLC, by the terms above. It carries fflate ${version('fflate')}:\n\n${read('fflate/LICENSE')}`;
const sums = Object.entries(files).map(([name, text]) => `${createHash('sha256').update(text).digest('hex')}  ${name}\n`).join('');

write('vendor', { ...files, 'LICENCES.txt': licences, 'SHA256SUMS.txt': sums });

function version(name) {
  return JSON.parse(read(`${name}/package.json`)).version;
}
