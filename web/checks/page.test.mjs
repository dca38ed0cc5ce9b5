// The page in a real browser: it draws, offline and under its own content security policy; by keyboard, in the dark, on a phone, in four languages; for a screen reader.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { archive } from './pmtiles.mjs';
import { colours } from './png.mjs';
import { browser, open, truce } from './truce.mjs';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
let folder, demo, chrome;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'truce-page-'));
  [demo, chrome] = await Promise.all([truce('demo', '--port', '0', '--store', folder), browser()]);
});
after(async () => {
  await chrome?.close();
  await demo?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function axe(page) {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  assert.ok(passes.length > 10, 'axe looked at hardly anything');
  return violations.map(v => `${v.id} (${v.impact}): ${v.nodes[0].html.slice(0, 160)}`);
}

for (const scheme of ['light', 'dark']) {
  test(`The map draws land, water and every placed incident of the day, ${scheme}`, async () => {
    const { page, trouble, drawn } = await open(chrome, demo.address, { colorScheme: scheme });
    const count = await drawn();
    const listed = await page.locator('#qcount').textContent();
    assert.equal(count, Number(/\d+/.exec(listed)[0]), listed);
    const seen = colours(await page.locator('.mapcanvas').screenshot());
    const [land, water] = await page.evaluate(() => ['--land', '--water'].map(n => getComputedStyle(document.documentElement).getPropertyValue(n).trim()));
    assert.ok(seen.share(land) > 0.3 && seen.share(water) > 0.02, `land ${seen.share(land)}, water ${seen.share(water)}`);
    assert.ok(seen.distinct > 200, 'no marks and no names are drawn');
    assert.deepEqual(trouble, []);
    await page.context().close();
  });
}

test('Keys choose an incident, move the map and show all again', async () => {
  const { page, drawn, trouble } = await open(chrome, demo.address);
  const all = await drawn();
  await page.keyboard.press('j');
  await page.waitForSelector('#evidence h2');
  assert.match(page.url(), /incident=[0-9a-f]{64}/);
  await page.keyboard.press('m');
  assert.equal(await page.evaluate(() => document.activeElement.className.includes('maplibregl-canvas')), true);
  const bar = () => page.locator('.mapnote').textContent();
  const wide = await bar();
  for (let i = 0; i < 3; i++) await page.keyboard.press('+');
  await page.waitForFunction(before => document.querySelector('.mapnote').textContent !== before, wide);
  await page.keyboard.press('0');
  await page.waitForFunction(before => document.querySelector('.mapnote').textContent === before, wide, { timeout: 20_000 });
  await page.waitForFunction(n => document.querySelector('.mapcanvas').dataset.drawn === n, String(all));
  assert.deepEqual(trouble, []);
  await page.context().close();
});

test('A click on a mark opens its incident', async () => {
  const { page, drawn } = await open(chrome, demo.address);
  await drawn();
  await page.keyboard.press('j');
  await page.waitForSelector('#evidence h2');
  const title = await page.locator('#evidence h2').textContent();
  // The chosen one is drawn on top: choose it, forget it, and find it again at the same place by sweeping the pointer over the map.
  const box = await page.locator('.mapcanvas').boundingBox();
  let found = false;
  for (let y = box.y + 40; y < box.y + box.height && !found; y += 12) {
    for (let x = box.x + 40; x < box.x + box.width && !found; x += 12) {
      await page.mouse.move(x, y);
      const words = await page.locator('.maplibregl-canvas').getAttribute('title');
      if (!words || !title.startsWith(words.split(',')[0])) continue;
      await page.mouse.click(x, y);
      found = true;
    }
  }
  assert.ok(found, 'no mark answers the pointer');
  await page.waitForFunction(() => new URLSearchParams(location.search).has('incident'));
  await page.context().close();
});

test('Boundaries are drawn by the chosen policy, and the page says by which', async () => {
  const { page, drawn, trouble } = await open(chrome, demo.address);
  await drawn();
  assert.match(await page.locator('.mapnote').textContent(), /no boundaries drawn/);
  await page.locator('.legend summary').click();
  const titles = await page.locator('#bounds option').allTextContents();
  assert.ok(titles.length >= 4 && /68\/262/.test(titles.join()), titles.join());
  await page.selectOption('#bounds', 'unga-68-262');
  await page.waitForFunction(() => /68\/262/.test(document.querySelector('.mapnote').textContent));
  assert.match(page.url(), /bounds=unga-68-262/);
  assert.match(await page.locator('.boundaries p').textContent(), /27 March 2014/);
  assert.deepEqual(trouble, []);
  await page.context().close();
});

for (const language of ['en', 'uk', 'fr', 'ru']) {
  test(`A screen reader finds no fault with the page, an open incident and the report, ${language}`, async () => {
    const { page, drawn } = await open(chrome, `${demo.address}/?lang=${language}`, { bypassCSP: true, colorScheme: language === 'uk' ? 'dark' : 'light' });
    await drawn();
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press('j');
    await page.waitForSelector('#evidence h2');
    await page.locator('.legend summary').click();
    assert.deepEqual(await axe(page), []);
    await page.goto(`${demo.address}/report/2031-03-06.html?lang=${language}`);
    assert.deepEqual(await axe(page), []);
    await page.context().close();
  });
}

test('A phone shows one pane at a time, wide enough for a thumb', async () => {
  const { page, drawn, trouble } = await open(chrome, `${demo.address}/?pane=map`, { ...phone, bypassCSP: true });
  assert.ok(await drawn() > 0);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  const small = await page.locator('.maptools button:visible, .tabs button:visible').evaluateAll(all => all.map(b => b.getBoundingClientRect()).filter(r => r.height < 44 || r.width < 44).length);
  assert.equal(small, 0);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(trouble, []);
  await page.context().close();
});

test('A deployer’s own basemap, one PMTiles archive, takes the place of the ground', async () => {
  const mission = join(folder, 'mission', 'mission.yaml');
  writeFileSync(join(folder, 'mission', 'square.pmtiles'), archive());
  writeFileSync(mission, `${readFileSync(mission, 'utf8')}\nmap: {basemap: square.pmtiles, attribution: "SIMULATED square", policy: undetermined}\n`);
  const served = await truce('serve', join(folder, 'mission'), '--store', join(folder, 'second'), '--urls', 'http://127.0.0.1:0');
  try {
    const { page, drawn, trouble } = await open(chrome, served.address);
    assert.ok(await drawn() > 0);
    assert.match(await page.locator('.mapnote').textContent(), /SIMULATED square · boundaries: Undetermined/);
    // The square ends west of the exercise's land at zoom 0 and no other ground is drawn: far out, most of the map is water.
    await page.keyboard.press('m');
    for (let i = 0; i < 9; i++) await page.keyboard.press('-');
    await page.waitForTimeout(3000);
    const seen = colours(await page.locator('.mapcanvas').screenshot());
    const land = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--land').trim());
    assert.ok(seen.share(land) > 0.005, `the square is not drawn: ${seen.share(land)}`);
    const part = await fetch(`${served.address}/ground/basemap`, { headers: { range: 'bytes=0-6' } });
    assert.deepEqual([part.status, await part.text()], [206, 'PMTiles']);
    assert.deepEqual(trouble, []);
    await page.context().close();
  } finally {
    await served.stop();
  }
});
