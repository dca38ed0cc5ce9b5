// Reads the pixels of a screenshot (PNG, 8 bits, RGB or RGBA, not interlaced) and counts its colours.
import { inflateSync } from 'node:zlib';

export function colours(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[png[25]];
  if (png[24] !== 8 || !channels || png[28] !== 0) throw new Error('not a PNG of 8 bits a channel');
  const chunks = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') chunks.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(chunks));
  const stride = width * channels;
  const counts = new Map();
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const row = unfilter(raw[y * (stride + 1)], raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)), above, channels);
    for (let x = 0; x < stride; x += channels) {
      const hex = `#${row.toString('hex', x, x + 3)}`;
      counts.set(hex, (counts.get(hex) ?? 0) + 1);
    }
    above = row;
  }
  return { share: hex => (counts.get(hex) ?? 0) / (width * height), distinct: counts.size };
}

function unfilter(kind, coded, above, channels) {
  const row = Buffer.alloc(coded.length);
  for (let i = 0; i < coded.length; i++) {
    const left = i < channels ? 0 : row[i - channels];
    const corner = i < channels ? 0 : above[i - channels];
    row[i] = coded[i] + [0, left, above[i], (left + above[i]) >> 1, paeth(left, above[i], corner)][kind];
  }
  return row;
}

function paeth(a, b, c) {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}
