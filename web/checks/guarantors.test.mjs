// The guarantors' pages in a real browser: whole without script, under their own content security policy; by keyboard, in the dark, on a phone, in four languages; for a screen reader; and as files.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { browser, program, truce } from './truce.mjs';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const day = '2031-03-05';
let folder, served, chrome, site;

const pack = {
  id: 'check', simulated: true,
  sources: [{ id: 'A', outlet: 'Northern Wire', published: '2031-01-07', address: 'https://example.org/a' }, { id: 'B', outlet: 'Law Gazette', published: '2031-01-08' }],
  pillars: [{ id: 'P1', name: 'Monitoring', lead: 'XA' }, { id: 'P3', name: 'Multinational force', lead: ['XB'] }, { id: 'P4', name: 'Response' }],
  statements: [
    { id: 's1', source: 'A', speaker: 'President of XA', guarantors: ['XA'], pillar: 'P1', date: '2031-01-06', claim: 'XA fully supports it', strength: 'full support' },
    { id: 's2', source: 'A', speaker: 'President of XA', guarantors: ['XA'], pillar: 'P1', date: '2031-02-20', claim: 'XA may take part', strength: 'possible' },
    { id: 's3', source: 'B', speaker: 'Speaker of XA', guarantors: ['XA'], pillar: 'P1', date: '2031-03-02', claim: 'XA stops short', strength: 'stops short', direction: 'negative' },
    { id: 's4', source: 'B', guarantors: ['XA'], about: 'representation', regarding: 'Second summit', date: '2031-02-10', claim: 'an envoy came', planned: 'foreign minister', actual: 'special envoy' },
  ],
  commitments: [
    { id: 'C1', guarantor: 'XA', pillar: 'P1', text: 'forty drones', quantity: { value: 40, unit: 'drones' }, announced: '2031-01-06', due: '2031-03-01', source: 'A',
      gates: [{ kind: 'delivery', date: '2031-02-20', quantity: { value: 25, unit: 'drones' }, evidence: 'recipient receipt', source: 'B' }] },
    { id: 'C2', guarantor: 'XB', pillar: 'P3', text: 'two battalions', conditions: ['ceasefire'], announced: '2031-01-06', source: 'A',
      gates: [{ kind: 'parliamentVote', tabled: '2031-02-01', chambers: ['lower'], force: 'binding', source: 'B' }] },
    { id: 'C3', guarantor: 'XC', pillar: 'P4', text: 'consult within 24 hours', announced: '2031-01-06', source: 'A', gates: [{ kind: 'ratification', tabled: '2031-01-20', decided: '2031-02-20', result: 'approved', source: 'B' }] },
  ],
  instruments: [
    { id: 'I1', work: 'decl', kind: 'declaration of intent', title: 'Declaration', version: 'draft', date: '2031-01-02', text: 'They shall send three battalions.', commitments: ['C2'], source: 'B' },
    { id: 'I2', work: 'decl', kind: 'declaration of intent', title: 'Declaration', version: 'final', date: '2031-01-06', text: 'They intend to send two battalions.', commitments: ['C2'], source: 'B' },
  ],
  warPowers: [{ id: 'w1', country: 'XA', act: 'troops', when: 'before', force: 'binding', body: 'both chambers', reference: 'Law Gazette' }],
};

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'truce-guarantors-'));
  const [file, store] = [join(folder, 'pack.json'), join(folder, 'store')];
  site = join(folder, 'site');
  writeFileSync(file, JSON.stringify(pack));
  execFileSync('dotnet', [program, 'commitments', 'import', file, '--store', store]);
  execFileSync('dotnet', [program, 'commitments', 'publish', '--store', store, '--out', site, '--on', day]);
  [served, chrome] = await Promise.all([truce('commitments', 'serve', '--store', store, '--urls', 'http://127.0.0.1:0'), browser()]);
});
after(async () => {
  await chrome?.close();
  await served?.stop();
  rmSync(folder, { recursive: true, force: true });
});

// A page without script, and what it complained of or asked of other machines.
async function open(path, options = {}) {
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 }, javaScriptEnabled: false, ...options });
  const page = await context.newPage();
  const trouble = [];
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) trouble.push(m.text()); });
  page.on('request', r => { if (!/^(http:\/\/127\.0\.0\.1:|data:|file:)/.test(r.url())) trouble.push(`asked elsewhere: ${r.url()}`); });
  page.on('response', r => { if (r.status() >= 400) trouble.push(`${r.status()} ${r.url()}`); });
  await page.goto(path.startsWith('file:') ? path : served.address + path);
  return { page, trouble, close: () => context.close() };
}

async function addresses(language = 'en') {
  const { page, close } = await open(`/guarantors?lang=${language}&on=${day}`);
  const cell = await page.locator('.board a.cell').first().getAttribute('href');
  await page.goto(served.address + cell);
  const promise = await page.locator('.rows a').first().getAttribute('href');
  await close();
  return [`/guarantors?lang=${language}&on=${day}&without=XA`, cell, promise, ...['contested', 'parliaments', 'figures', 'method'].map(p => `/guarantors/${p}?lang=${language}&on=${day}`)];
}

for (const language of ['en', 'uk', 'fr', 'ru']) {
  test(`A screen reader finds no fault with any page, and nothing is wider than its screen, ${language}`, async () => {
    for (const path of await addresses(language)) {
      // axe needs a script of its own: the policy is lifted for it, and only here.
      const { page, trouble, close } = await open(path, { javaScriptEnabled: true, bypassCSP: true, colorScheme: language === 'uk' ? 'dark' : 'light', ...(language === 'ru' ? phone : {}) });
      const { violations, passes } = await new AxeBuilder({ page }).analyze();
      assert.ok(passes.length > 10, 'axe looked at hardly anything');
      assert.deepEqual(violations.map(v => `${path}: ${v.id} (${v.impact}): ${v.nodes[0].html.slice(0, 160)}`), []);
      assert.equal(await page.evaluate(() => document.documentElement.lang), language);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, path);
      assert.deepEqual(trouble, []);
      await close();
    }
  });
}

test('Every page stands under its policy, says SIMULATED and carries its style', async () => {
  for (const path of await addresses()) {
    const { page, trouble, close } = await open(path);
    const answer = await page.request.get(served.address + path);
    assert.match(answer.headers()['content-security-policy'], /^default-src 'none'; style-src 'self';/);
    assert.match(await page.locator('.band').textContent(), /SIMULATED/);
    assert.equal(await page.locator('script, [style]').count(), 0);
    assert.equal(await page.locator('main h1').count(), 1);
    assert.deepEqual(trouble, []);
    await close();
  }
});

test('By keyboard: past the bars to the board, to a guarantor taken away, and what is left is said', async () => {
  const { page, trouble, close } = await open(`/guarantors?on=${day}`);
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').getAttribute('href'), '#main');
  await page.locator('.switch a', { hasText: 'XA' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/without=XA/);
  assert.match(await page.locator('.left').textContent(), /The lead is gone: XA/);
  assert.equal(await page.locator('.board td.lost').count(), 3);
  await page.goBack();
  assert.equal(await page.locator('.left').count(), 0);
  assert.deepEqual(trouble, []);
  await close();
});

test('Another day is asked for with a form, and the page says which day it shows', async () => {
  const { page, trouble, close } = await open(`/guarantors?on=${day}&lang=fr`);
  await page.locator('.asof summary').click();
  await page.locator('input[name=on]').fill('2031-01-10');
  await page.locator('.asof button').click();
  await page.waitForURL(/on=2031-01-10/);
  assert.match(page.url(), /lang=fr/);
  assert.match(await page.locator('main').textContent(), /10 janvier 2031/);
  assert.deepEqual(trouble, []);
  await close();
});

test('A phone gets a list under each pillar, with links wide enough for a thumb', async () => {
  const { page, close } = await open(`/guarantors?on=${day}`, { ...phone, javaScriptEnabled: true });
  assert.equal(await page.locator('.board').isVisible(), false);
  assert.equal(await page.locator('.narrow .cells > li:visible').count(), 3);
  const small = await page.locator('.top a:visible, .switch a:visible, summary:visible').evaluateAll(all => all.map(a => a.getBoundingClientRect()).filter(r => r.height < 44 || r.width < 44).length);
  assert.equal(small, 0);
  await close();
});

test('On paper nothing that only a screen can do is left, and the exercise says so', async () => {
  const { page, close } = await open(`/guarantors?on=${day}`, { javaScriptEnabled: true });
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.switch').isVisible(), false);
  assert.equal(await page.locator('.band').isVisible(), true);
  assert.equal(await page.locator('.board').isVisible(), true);
  await close();
});

test('The public site opens from files, and its links hold', async () => {
  const { page, trouble, close } = await open(pathToFileURL(join(site, 'index.html')).href);
  await page.locator('a[lang=uk]').click();
  await page.locator('.board a.cell').first().click();
  assert.match(await page.locator('h1').textContent(), /XA/);
  await page.locator('.tools a[lang=en]').click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.equal(await page.locator('form').count(), 0);
  assert.deepEqual(trouble, []);
  await close();
});
