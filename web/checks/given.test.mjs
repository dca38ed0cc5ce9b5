// What the program carries of others is what their packages hold, and the ground is what the script makes of them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { clipLine, clipPolygon, contains } from '../ground/clip.mjs';

const run = script => spawnSync(process.execPath, [fileURLToPath(new URL(`../${script}`, import.meta.url)), '--check'], { encoding: 'utf8' });

for (const script of ['vendor.mjs', 'ground/build.mjs']) {
  test(`${script} gives what the program carries`, () => {
    const { status, stderr } = run(script);
    assert.equal(status, 0, stderr);
  });
}

test('A clipped square is what lies inside the box', () => {
  const square = [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]];
  const [ring] = clipPolygon(square, [1, -1, 3, 9]);
  assert.deepEqual([...new Set(ring.map(String))].sort(), ['1,0', '1,4', '3,0', '3,4']);
  assert.equal(clipPolygon(square, [5, 5, 6, 6]), null);
  assert.ok(contains(square, [2, 2]) && !contains(square, [5, 2]));
});

test('A line that leaves a box and comes back is two lines', () => {
  assert.deepEqual(clipLine([[0, 0], [2, 0], [2, 5], [3, 5], [3, 0], [4, 0]], [-1, -1, 9, 2]), [[[0, 0], [2, 0], [2, 2]], [[3, 2], [3, 0], [4, 0]]]);
});
