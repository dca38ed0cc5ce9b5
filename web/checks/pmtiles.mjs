// Writes the smallest honest PMTiles archive (specification version 3): one vector tile at zoom 0 with a square of land (layer "earth"),
// by the Mapbox Vector Tile specification 2.1. A basemap to test the reading of basemaps with.
const varint = n => { const bytes = []; let left = n; while (left > 127) { bytes.push((left & 127) | 128); left = Math.floor(left / 128); } return [...bytes, left]; };
const field = (number, wire, payload) => [...varint(number * 8 + wire), ...payload];
const bytesOf = (number, payload) => field(number, 2, [...varint(payload.length), ...payload]);
const text = s => [...Buffer.from(s)];
const zigzag = n => (n < 0 ? -2 * n - 1 : 2 * n);

function tile(layer, ring) {
  const commands = [(1 << 3) | 1, zigzag(ring[0][0]), zigzag(ring[0][1]), ((ring.length - 1) << 3) | 2];
  for (let i = 1; i < ring.length; i++) commands.push(zigzag(ring[i][0] - ring[i - 1][0]), zigzag(ring[i][1] - ring[i - 1][1]));
  commands.push(15);
  const polygon = [...field(3, 0, [3]), ...bytesOf(4, commands.flatMap(varint))];
  return bytesOf(3, [...bytesOf(1, text(layer)), ...bytesOf(2, polygon), ...field(5, 0, varint(4096)), ...field(15, 0, [2])]);
}

export function archive() {
  const data = Uint8Array.from(tile('earth', [[1700, 1700], [2400, 1700], [2400, 2400], [1700, 2400]]));
  // One entry: tile id 0, run length 1, its length, offset 0 (written as offset + 1).
  const directory = Uint8Array.from([1, 0, 1, ...varint(data.length), 1]);
  const metadata = Buffer.from(JSON.stringify({ vector_layers: [{ id: 'earth', fields: {} }] }));
  const header = Buffer.alloc(127);
  header.write('PMTiles', 0, 'latin1');
  header[7] = 3;
  const at = (offset, value) => header.writeBigUInt64LE(BigInt(value), offset);
  at(8, 127); at(16, directory.length);
  at(24, 127 + directory.length); at(32, metadata.length);
  at(40, 127 + directory.length + metadata.length); at(48, 0);
  at(56, 127 + directory.length + metadata.length); at(64, data.length);
  at(72, 1); at(80, 1); at(88, 1);
  header[96] = 1; header[97] = 1; header[98] = 1; header[99] = 1;
  header[100] = 0; header[101] = 0;
  const degrees = (offset, value) => header.writeInt32LE(Math.round(value * 1e7), offset);
  degrees(102, -180); degrees(106, -85); degrees(110, 180); degrees(114, 85);
  return Buffer.concat([header, directory, metadata, data]);
}
