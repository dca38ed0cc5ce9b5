// Writes files among the page's assets, or, with --check, says which of them differ and ends with 1.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const assets = new URL('../src/Truce.Server/Console/Assets/', import.meta.url);
const checking = process.argv.includes('--check');

export function write(folder, files) {
  const target = new URL(`${folder}/`, assets);
  mkdirSync(target, { recursive: true });
  const stale = [];
  for (const [name, text] of Object.entries(files)) {
    const path = new URL(name, target);
    if (!checking) writeFileSync(path, text);
    else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) stale.push(`${folder}/${name}`);
  }
  const sizes = Object.entries(files).map(([name, text]) => `${folder}/${name} ${(Buffer.byteLength(text) / 1024).toFixed(0)} KiB`);
  console.log(checking ? `${Object.keys(files).length} files of ${folder} compared` : sizes.join('\n'));
  if (stale.length === 0) return;
  console.error(`differ from what the packages of the lock file give: ${stale.join(', ')}. Run: npm run vendor, npm run ground`);
  process.exitCode = 1;
}
