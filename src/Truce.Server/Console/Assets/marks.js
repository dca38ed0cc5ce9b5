// Incidents as the map draws them: the region that holds each, and a mark whose shape says the class and whose fill the level.
import { levelOf, likeliest, modesOf } from './items.js';
import { glyphPaths } from './shapes.js';

const perDegree = 111_195;
const corners = 64;
const box = 32;

// The outline of an ellipse of metres about a place, as a ring of degrees.
export function ring([lon, lat], { majorM, minorM, azimuthDeg }) {
  const turn = (azimuthDeg * Math.PI) / 180;
  const east = perDegree * Math.cos((lat * Math.PI) / 180);
  return Array.from({ length: corners + 1 }, (_, i) => {
    const t = (2 * Math.PI * (i % corners)) / corners;
    const along = majorM * Math.cos(t);
    const across = minorM * Math.sin(t);
    return [lon + (along * Math.sin(turn) + across * Math.cos(turn)) / east, lat + (along * Math.cos(turn) - across * Math.sin(turn)) / perDegree];
  });
}

const feature = (type, coordinates, properties) => ({ type: 'Feature', properties, geometry: { type, coordinates } });

export function regions(incidents, chosen) {
  return collection(incidents.flatMap(i => {
    const modes = modesOf(i);
    return modes.map(m => feature('Polygon', [ring(m.position, m)], { id: i.id, chosen: i.id === chosen, many: modes.length > 1 }));
  }));
}

export function spots(incidents, chosen) {
  return collection(incidents.map(i => feature('Point', i.position, {
    id: i.id, chosen: i.id === chosen, probability: i.probability ?? 0, icon: `${likeliest(i)} ${levelOf(i.level)}${i.id === chosen ? ' chosen' : ''}`,
  })));
}

const collection = features => ({ type: 'FeatureCollection', features });

// Draws what the style asks for by name: "explosion 2", "fire 0 chosen", "place".
export function draw(name, colours, ratio) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = box * ratio;
  const pen = canvas.getContext('2d');
  pen.scale(ratio, ratio);
  pen.translate(box / 2, box / 2);
  pen.lineJoin = pen.lineCap = 'round';
  if (name === 'place') dot(pen, colours);
  else mark(pen, name.split(' '), colours);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function dot(pen, colours) {
  pen.beginPath();
  pen.arc(0, 0, 2, 0, 2 * Math.PI);
  pen.fillStyle = colours.soft;
  pen.fill();
}

function mark(pen, [kind, level, chosen], colours) {
  if (chosen) {
    pen.strokeStyle = colours.accent;
    pen.lineWidth = 2.5;
    pen.beginPath();
    pen.arc(0, 0, 14, 0, 2 * Math.PI);
    pen.stroke();
  }
  pen.scale(0.85, 0.85);
  pen.lineWidth = 1.6;
  for (const { d, part } of glyphPaths(kind)) {
    const path = new Path2D(d);
    if (!part) {
      pen.fillStyle = { 0: colours.halo, 1: colours.p1 }[level] ?? colours.mark;
      pen.fill(path);
    }
    pen.strokeStyle = part === 'inner' && Number(level) > 1 ? colours.halo : colours.mark;
    pen.stroke(path);
  }
}
