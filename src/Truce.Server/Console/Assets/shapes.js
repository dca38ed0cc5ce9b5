// A class has a shape, a level has a fill: nothing is said by colour alone. Drawn in a box of 20 × 20 about its middle.
// A path that starts with ~ is a line inside the shape, with ^ one outside it; lines are never filled.
import { h } from './dom.js';

const paths = {
  explosion: ['M0-9 2.4-3.4 8-4.5 4.6 0 8 4.5 2.4 3.4 0 9-2.4 3.4-8 4.5-4.6 0-8-4.5-2.4-3.4Z'],
  smallArmsFire: ['M-8-2.5h4v5h-4Z', 'M-2-2.5h4v5h-4Z', 'M4-2.5h4v5h-4Z'],
  projectileInFlight: ['^M-8 8 2-2', 'M8-8 6 1-1-6Z'],
  muzzleFlash: ['M-8 0 7-8 3 0 7 8Z'],
  illuminationFlare: ['M0-9 6 0 0 9-6 0Z', '^M-9-6 -7-4M9-6 7-4'],
  fire: ['M0-9C5-4 7-1 7 3a7 6 0 0 1-14 0C-7 0-4-1-3-4-1-3 0-6 0-9Z'],
  weaponPresence: ['M-8-7H8V7H-8Z', '~M-8 0H8'],
  flight: ['M0-8 9 6 0 2-9 6Z'],
  advanceOfPositions: ['M-8-7 0 0-8 7Z', 'M0-7 8 0 0 7Z'],
  restrictionOfMovement: ['M0-8.5A8.5 8.5 0 1 1 0 8.5 8.5 8.5 0 0 1 0-8.5Z', '~M-5 0H5'],
  interferenceWithMonitoring: ['^M-9 3-5-6-1 6 3-6 7 6 9 0'],
  other: ['M-3-8H3V-3H8V3H3V8H-3V3H-8V-3H-3Z'],
  unknown: ['M0-8.5A8.5 8.5 0 1 1 0 8.5 8.5 8.5 0 0 1 0-8.5Z', '~M-3-3a3 3 0 1 1 3 3.5V2M0 5V5.5'],
};

export const classes = Object.keys(paths);

// The strokes of a class: path, and which part of the mark it is (none for the body).
export const glyphPaths = kind => (paths[kind] ?? paths.unknown).map(d => {
  const part = { '~': 'inner', '^': 'outer' }[d[0]];
  return { d: part ? d.slice(1) : d, part };
});

export const glyph = (kind, level) => h('g', { class: `glyph l${level}` }, glyphPaths(kind).map(({ d, part }) => h('path', { d, class: part })));

export const icon = (kind, level) => h('svg', { viewBox: '-11 -11 22 22', 'aria-hidden': 'true' }, glyph(kind, level));
