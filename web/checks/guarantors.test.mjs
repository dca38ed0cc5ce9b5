// The guarantors' pages in a real browser: whole without script, under their own content security policy; by keyboard, in the dark, on a phone, in four languages; for a screen reader; and as files.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { browser, open as openConsole, program, truce } from './truce.mjs';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const day = '2031-03-05';
let folder, store, served, tracked, mission, waiting, undecided, chrome, site;

const run = (...words) => execFileSync('dotnet', [program, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const pack = {
  id: 'check', simulated: true,
  sources: [{ id: 'A', outlet: 'Northern Wire', published: '2031-01-07', address: 'https://example.org/a' }, { id: 'B', outlet: 'Law Gazette', published: '2031-01-08' }],
  pillars: [{ id: 'P1', name: 'Monitoring', lead: 'XA' }, { id: 'P3', name: 'Multinational force', lead: ['XB'] }, { id: 'P4', name: 'Response' }],
  statements: [
    { id: 's1', source: 'A', speaker: 'President of XA', guarantors: ['XA'], pillar: 'P1', date: '2031-01-06', claim: 'XA fully supports it', strength: 'full support' },
    { id: 's2', source: 'A', speaker: 'President of XA', guarantors: ['XA'], pillar: 'P1', date: '2031-02-20', claim: 'XA may take part', strength: 'possible' },
    { id: 's3', source: 'B', speaker: 'Speaker of XA', guarantors: ['XA'], pillar: 'P1', date: '2031-03-02', claim: 'XA stops short', strength: 'stops short', direction: 'negative' },
    { id: 's5', source: 'A', guarantors: ['XE'], about: 'attendance', regarding: 'Second summit', date: '2031-02-10', claim: 'XE came' },
    { id: 's4', source: 'B', guarantors: ['XA'], about: 'representation', regarding: 'Second summit', date: '2031-02-10', claim: 'an envoy came', planned: 'foreign minister', actual: 'special envoy' },
  ],
  commitments: [
    { id: 'C1', guarantor: 'XA', pillar: 'P1', text: 'forty drones', quantity: { value: 40, unit: 'drones' }, announced: '2031-01-06', due: '2031-03-01', source: 'A',
      gates: [{ kind: 'delivery', date: '2031-02-20', quantity: { value: 25, unit: 'drones' }, evidence: 'recipient receipt', source: 'B' }] },
    { id: 'C2', guarantor: 'XB', pillar: 'P3', text: 'two battalions', conditions: ['ceasefire'], announced: '2031-01-06', source: 'A',
      gates: [{ kind: 'parliamentVote', tabled: '2031-02-01', chambers: ['lower'], force: 'binding', source: 'B' }] },
    { id: 'C3', guarantor: 'XC', pillar: 'P4', text: 'consult within 24 hours', announced: '2031-01-06', due: '2031-06-02', source: 'A', gates: [{ kind: 'ratification', tabled: '2031-01-20', decided: '2031-02-20', result: 'approved', source: 'B' }] },
  ],
  instruments: [
    { id: 'I1', work: 'decl', kind: 'declaration of intent', title: 'Declaration', version: 'draft', date: '2031-01-02', text: 'They shall send three battalions.', commitments: ['C2'], source: 'B' },
    { id: 'I2', work: 'decl', kind: 'declaration of intent', title: 'Declaration', version: 'final', date: '2031-01-06', text: 'They intend to send two battalions.', commitments: ['C2'], source: 'B' },
  ],
  requirements: [{ id: 'r1', pillar: 'P1', domain: 'air', quantity: { value: 200, unit: 'drones' }, source: 'A' }, { id: 'r2', pillar: 'P1', source: 'A' }],
  forces: [
    { id: 'f1', commitment: 'C2', guarantor: 'XB', domain: 'land', kind: 'depot', strength: { atLeast: 100, atMost: 300, unit: 'people' }, hostApproved: true, readyDays: 14, lat: 0.123456, lon: -18.654321, label: 'public' },
    { id: 'f2', guarantor: 'XF', domain: 'sea', kind: 'port', lat: 1.111111, lon: -17.222222, label: 'public' },
  ],
  warPowers: [{ id: 'w1', country: 'XA', act: 'troops', when: 'before', force: 'binding', body: 'both chambers', reference: 'Law Gazette' }],
};

// Two years of a tracker as it is published, in a store of its own: an exercise takes no rows that are not simulated. The first donor is on the board, the second is nowhere else.
const real = {
  id: 'real', sources: pack.sources, pillars: [...pack.pillars, { id: 'P2', name: 'Support' }],
  statements: [{ id: 's1', source: 'A', speaker: 'President of XA', guarantors: ['XA'], pillar: 'P1', date: '2031-01-06', claim: 'XA supports it', strength: 'supports' }],
};
const tracker = `country,iso,year,month,total,financial,humanitarian,military,commitments,to_be_allocated,gdp,pct_gdp
XA,XAA,2030,2,4,1,0,3,10,6,100,4
XD,XDD,2030,5,2,0,1,1,4,2,100,2
XD,XDD,2031,1,3,0,3,0,5,2,100,3
`;

const agreement = {
  schema: 'truce-terms/0.1-draft',
  agreement: { id: 'EX', version: 1, title: 'invented', authoritativeLanguage: 'en', languages: ['en'], effectiveFrom: '2030-03-01T00:00:00Z', timeZone: 'UTC' },
  parties: [{ id: 'A', name: 'A' }, { id: 'B', name: 'B' }],
  lines: [{ id: 'LOC', kind: 'lineOfContact', version: 1, asOf: '2030-02-20', geometryRef: 'loc.geojson', surveyErrorMetres: 100 }],
  weaponCategories: [],
  zones: [{ id: 'Z-BUF', kind: 'bufferZone', geometry: { offsetFromLine: 'LOC', side: 'both', km: 7.5 } }],
  terms: [{ id: 'T', article: '1', modality: 'prohibit', act: 'fire', actor: 'any', weapons: '*', zones: ['Z-BUF'], severity: 'serious', exceptions: [] }],
  exceptions: [],
};
const rules = { leastKmFromLine: 50, nearEnoughHours: 12, placeSigmaKm: 1, forbiddenZones: ['Z-BUF'], travel: [{ domain: 'land', mode: 'road', kmPerHour: 50, detour: 1.3, startHours: 4 }] };

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'truce-guarantors-'));
  const at = name => join(folder, name);
  [store, site] = [at('store'), at('site')];
  writeFileSync(at('pack.json'), JSON.stringify(pack));
  writeFileSync(at('tracker.csv'), tracker);
  writeFileSync(at('agreement.json'), JSON.stringify(agreement));
  writeFileSync(at('loc.geojson'), JSON.stringify({ type: 'LineString', coordinates: [[-20, -5], [-20, 5]] }));
  writeFileSync(at('rules.json'), JSON.stringify(rules));
  const posture = ['--agreement', at('agreement.json'), '--rules', at('rules.json')];
  run('commitments', 'import', at('pack.json'), '--store', store);
  writeFileSync(at('real.json'), JSON.stringify(real));
  run('commitments', 'import', at('real.json'), at('tracker.csv'), '--store', at('tracked'));
  run('commitments', 'publish', '--store', store, '--out', site, '--on', day, ...posture);
  confirm(at);
  [served, tracked, mission, chrome] = await Promise.all([
    truce('commitments', 'serve', '--store', store, '--urls', 'http://127.0.0.1:0', ...posture),
    truce('commitments', 'serve', '--store', at('tracked'), '--urls', 'http://127.0.0.1:0'),
    truce('serve', at('mission'), '--store', at('run'), '--urls', 'http://127.0.0.1:0'),
    browser(),
  ]);
});

// A played scenario with two reviewers, who confirm the first finding and decide nothing.
function confirm(at) {
  run('exercise', fileURLToPath(new URL('../../scenarios/edge-of-zone.txt', import.meta.url)), '--out', at('mission'));
  const people = ['r1', 'r2'].map(id => ({ id, key: at(`${id}.key`), vkey: run('review', 'key', '--person', id, '--key', at(`${id}.key`)).trim().split('\n').at(-1) }));
  appendFileSync(join(at('mission'), 'mission.yaml'), `reviewers:\n${people.map(p => `  - {id: ${p.id}, nation: N-${p.id}, key: "${p.vkey}"}`).join('\n')}\n`);
  run('run', at('mission'), '--store', at('run'));
  waiting = JSON.parse(run('review', 'list', '--store', at('run'), '--json').split('\n')[0]);
  for (const p of people) run('review', 'confirm', '--store', at('run'), '--finding', waiting.id, '--person', p.id, '--key', p.key, '--reason', 'crater seen', '--rejected', 'thunder,exercise');
  undecided = JSON.parse(run('response', 'status', '--store', at('run'), '--json')).undecided;
}

after(async () => {
  await chrome?.close();
  await served?.stop();
  await tracked?.stop();
  await mission?.stop();
  rmSync(folder, { recursive: true, force: true });
});

// A page without script, and what it complained of or asked of other machines.
async function open(path, options = {}, from = served) {
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 }, javaScriptEnabled: false, ...options });
  const page = await context.newPage();
  const trouble = [];
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) trouble.push(m.text()); });
  page.on('request', r => { if (!/^(http:\/\/127\.0\.0\.1:|data:|file:)/.test(r.url())) trouble.push(`asked elsewhere: ${r.url()}`); });
  page.on('response', r => { if (r.status() >= 400) trouble.push(`${r.status()} ${r.url()}`); });
  await page.goto(path.startsWith('file:') ? path : from.address + path);
  return { page, trouble, close: () => context.close() };
}

async function addresses(language = 'en') {
  const { page, close } = await open(`/guarantors?lang=${language}&on=${day}`);
  const cell = await page.locator('.board a.cell').first().getAttribute('href');
  await page.goto(served.address + cell);
  const promise = await page.locator('.rows a').first().getAttribute('href');
  await close();
  return [`/guarantors?lang=${language}&on=${day}&without=XA,XC&only=P1,P4`, cell, promise, ...['contested', 'parliaments', 'posture', 'figures', 'method'].map(p => `/guarantors/${p}?lang=${language}&on=${day}`)];
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
  const all = [...(await addresses()).map(a => [served, a]), [mission, '/response'], [mission, '/response/indicators'], [mission, '/guarantors/posture']];
  for (const [from, path] of all) {
    const { page, trouble, close } = await open(path, {}, from);
    const answer = await page.request.get(from.address + path);
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
  await page.locator('.asof input[name=on]').fill('2031-01-10');
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

test('Anybody who appears anywhere can be taken away, several at once, by keyboard and without a script', async () => {
  const { page, trouble, close } = await open(`/guarantors?on=${day}`);
  await page.locator('.anyone summary').focus();
  await page.keyboard.press('Enter');
  const names = await page.locator('.anybody input[name=without]').evaluateAll(all => all.map(i => i.value));
  assert.deepEqual(names.sort(), ['XA', 'XB', 'XC', 'XE', 'XF']);
  for (const who of ['XA', 'XE']) {
    await page.locator(`.anybody input[value=${who}]`).focus();
    await page.keyboard.press('Space');
  }
  await page.locator('.anybody button').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/without=XA&without=XE/);
  assert.match(await page.locator('.left h2').textContent(), /without: XA, XE/);
  assert.match(page.url(), new RegExp(`on=${day}`));
  assert.equal(await page.locator('.anybody input[name=without]:checked').count(), 2);
  // The address that links carry on is the short one.
  assert.match(await page.locator('.pages a', { hasText: 'Figures' }).getAttribute('href'), /without=XA%2CXE/);
  assert.deepEqual(trouble, []);
  await close();
  const money = await open(`/guarantors?on=${day}&without=XD`, {}, tracked);
  assert.match(await money.page.locator('.left').textContent(), /75% of the money allocated so far is of those who stay/);
  await money.close();
});

test('Attention elsewhere lasts 90 days from the day shown, and the page lists what the command lists', async () => {
  const pause = join(folder, 'pause.json');
  writeFileSync(pause, JSON.stringify({ name: 'away', pauses: ['XA', 'XC'].map(guarantor => ({ guarantor, pillars: ['P1', 'P4'], from: day, days: 90 })) }));
  const [stretch] = JSON.parse(run('commitments', 'metrics', '--store', store, '--on', day, '--scenario', pause, '--json')).scenario.stretches;
  assert.deepEqual([stretch.to, stretch.dueMeanwhile], ['2031-06-02', ['check/C3']]);
  const { page, trouble, close } = await open(`/guarantors?on=${day}&without=XA,XC`);
  await page.locator('.choices a', { hasText: '90 days' }).click();
  await page.waitForURL(/only=P1%2CP4/);
  assert.match(await page.locator('.left').textContent(), /from 5 March 2031 to 2 June 2031, 90 days/);
  const due = page.locator('.meanwhile a');
  assert.equal(await due.count(), stretch.dueMeanwhile.length);
  assert.equal(await page.locator('.board td.lost').count(), 4);
  await due.first().click();
  assert.match(await page.locator('h1').textContent(), /XC: consult within 24 hours/);
  assert.match(await page.locator('dl.facts').textContent(), /2 June 2031/);
  assert.deepEqual(trouble, []);
  await close();
});

test('Every figure leads to its own definition, on the server and in the files', async () => {
  for (const start of [`/guarantors/figures?on=${day}&lang=uk`, pathToFileURL(join(site, 'fr', 'figures.html')).href]) {
    const { page, trouble, close } = await open(start, { javaScriptEnabled: true });
    const links = await page.locator('a.def').evaluateAll(all => all.map(a => [a.href, a.textContent]));
    assert.ok(new Set(links.map(([href]) => new URL(href).hash)).size >= 9, `${links.length} links`);
    for (const [href, words] of new Map(links.map(l => [l[0], l])).values()) {
      await page.goto(href);
      const title = await page.locator(':target > h2').textContent();
      assert.ok(words.includes(title), `${words} leads to ${title}`);
      assert.ok((await page.locator(':target > h2').boundingBox()).y < 900, href);
    }
    assert.deepEqual(trouble, []);
    await close();
  }
});

for (const scheme of ['light', 'dark']) {
  test(`Support by year is drawn to scale and marks the largest giver, ${scheme}`, async () => {
    const { page, trouble, close } = await open(`/guarantors/figures?on=${day}`, { javaScriptEnabled: true, colorScheme: scheme }, tracked);
    const bars = await page.locator('#chart-support .barline rect').evaluateAll(all => all.map(r => [r.getAttribute('class'), r.getBoundingClientRect().width, getComputedStyle(r).fill]));
    assert.deepEqual(bars.map(b => b[0]), ['all', 'hatch', 'part', 'all', 'hatch']);
    const unit = bars[0][1] / 14;
    assert.deepEqual(bars.map(b => Math.round(b[1] / unit)), [14, 4, 2, 5, 3]);
    // Filled, hatched and outlined are three looks in this theme, and none is that of the ground.
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const looks = bars.slice(0, 3).map(b => b[2]);
    assert.equal(new Set([...looks, ground]).size, 4, looks.join());
    assert.match(looks[1], /hatch-support/);
    assert.equal(await page.locator('#support table tbody tr').count(), 2);
    assert.deepEqual(trouble, []);
    await close();
  });
}

test('Sites of the force stand by domain with the answers of the check, and no page or file gives a place', async () => {
  const { page, trouble, close } = await open(`/guarantors?on=${day}`);
  await page.locator('.pages a', { hasText: 'Posture' }).click();
  assert.deepEqual(await page.locator('main h2').allTextContents(), ['What the sites are held against', 'Distance from the line', 'Land', 'Sea']);
  const depot = await page.locator('tr', { hasText: 'XB: depot' }).textContent();
  assert.match(depot, /near 0\.0° N, 18\.5° W/);
  assert.match(depot, /far enough: yes.*near enough: yes.*outside the zones: yes/s);
  const { sites: [checked] } = JSON.parse(run('commitments', 'posture', '--store', store, '--agreement', join(folder, 'agreement.json'), '--rules', join(folder, 'rules.json'), '--on', day, '--json'));
  assert.deepEqual([checked.farEnough, checked.nearEnough, checked.outsideZones], ['yes', 'yes', 'yes']);
  await page.locator('a', { hasText: 'XB: depot' }).click();
  assert.match(await page.locator('h1').textContent(), /two battalions/);
  assert.deepEqual(trouble, []);
  await close();
  const given = await open(pathToFileURL(join(site, 'ru', 'posture.html')).href);
  const words = await given.page.locator('main').textContent();
  assert.match(words, /150–225 км|125–2\d\d км/);
  for (const digits of ['0.12', '0,12', '18.65', '18,65', '1.11', '1,11', '17.22', '17,22']) assert.equal(words.includes(digits), false, digits);
  assert.deepEqual(given.trouble, []);
  await given.close();
});

test('A confirmed finding on which nobody has decided stands on the response page and opens in the console', async () => {
  const { page, trouble, close } = await open('/response?lang=uk', {}, mission);
  assert.match(await page.locator('.undecided h2').textContent(), /^1 підтверджений висновок/);
  const link = page.locator('.undecided a');
  assert.equal(await link.textContent(), waiting.id.slice(0, 12));
  assert.deepEqual(undecided.map(f => f.finding), [waiting.id]);
  const address = await link.getAttribute('href');
  assert.deepEqual(trouble, []);
  await close();
  const shown = await openConsole(chrome, mission.address + address);
  await shown.page.waitForSelector('#evidence h2');
  assert.match(await shown.page.locator('#evidence').textContent(), new RegExp(waiting.term));
  assert.equal(new URL(shown.page.url()).searchParams.get('incident'), waiting.incident);
  await shown.page.context().close();
});

test('The picture of indicators follows the theme that is asked for, and paper has a light one', async () => {
  const { page, trouble, close } = await open('/response/indicators?theme=dark', { javaScriptEnabled: true }, mission);
  const [screen, paper] = await page.locator('.picture img').evaluateAll(all => all.map(i => i.getAttribute('src')));
  const text = async path => (await page.request.get(mission.address + path)).text();
  assert.match(await text(screen), /@media all\{/);
  assert.match(await text(paper), /@media not all\{/);
  assert.equal(await page.locator('.onpaper').isVisible(), false);
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual([await page.locator('.onscreen').isVisible(), await page.locator('.onpaper').isVisible()], [false, true]);
  assert.deepEqual(trouble, []);
  await close();
});

test('Every printed sheet of an exercise says so in its margin, and nothing lies over its first lines', async () => {
  for (const path of [`/guarantors/figures?on=${day}`, `/guarantors/method?on=${day}&theme=dark`]) {
    const { page, close } = await open(path);
    const file = join(folder, 'sheet.pdf');
    await page.pdf({ path: file, preferCSSPageSize: true });
    const sheets = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
    assert.ok(sheets.length > 1, `${sheets.length} sheet`);
    for (const sheet of sheets) assert.match(sheet.trimStart(), /^SIMULATED\s*\n/);
    assert.equal(await page.locator('.band').evaluate(e => getComputedStyle(e).position), 'static');
    await close();
  }
});

test('A screen reader finds no fault with any page of the public site, each language in its turn', async () => {
  const languages = ['en', 'uk', 'fr', 'ru'];
  const pages = readdirSync(join(site, 'en')).sort();
  for (const [i, name] of pages.entries()) {
    const language = languages[i % languages.length];
    const { page, trouble, close } = await open(pathToFileURL(join(site, language, name)).href, { javaScriptEnabled: true, colorScheme: i % 3 ? 'light' : 'dark', ...(i % 2 ? phone : {}) });
    // axe would read the style sheet by a request of its own, which pages from files may not make.
    const { violations } = await new AxeBuilder({ page }).options({ preload: false }).analyze();
    assert.deepEqual(violations.map(v => `${language}/${name}: ${v.id} (${v.impact}): ${v.nodes[0].html.slice(0, 160)}`), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${language}/${name}`);
    assert.deepEqual(trouble, []);
    await close();
  }
  assert.ok(pages.length >= 20 && pages.includes('posture.html'), pages.join());
});

test('The keyboard goes down a page in the order in which it is read, and shows where it is', async () => {
  for (const path of [`/guarantors?on=${day}&without=XA`, `/guarantors/posture?on=${day}`, `/guarantors/figures?on=${day}`]) {
    const { page, close } = await open(path, { javaScriptEnabled: true });
    assert.equal(await page.locator('[tabindex]').evaluateAll(all => all.filter(e => e.tabIndex > 0).length), 0);
    let [before, stops] = [-1, 0];
    for (; stops < 200; stops++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const e = document.activeElement;
        if (e === document.body) return null;
        const order = [...document.querySelectorAll('*')].indexOf(e), style = getComputedStyle(e);
        return { order, outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth), visible: e.checkVisibility() };
      });
      if (!at || at.order < before) break;
      assert.ok(at.visible && at.outline >= 2, `${path}: stop ${stops}`);
      before = at.order;
    }
    assert.ok(stops > 12, `${path}: ${stops} stops`);
    await close();
  }
});
