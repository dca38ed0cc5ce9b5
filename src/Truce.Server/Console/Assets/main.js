// Starts the page and carries changes of the address to the panes.
import { announce, byId, fill, h } from './dom.js';
import * as api from './api.js';
import * as evidence from './evidence.js';
import * as map from './map.js';
import { restyle } from './recordings.js';
import * as queue from './queue.js';
import * as timeline from './timeline.js';
import { help, onKeys } from './keys.js';
import { go, onChange, state } from './state.js';
import { dayName, inLanguage, languages, number, preferred, say, setZone, speak } from './say.js';
import { short } from './items.js';

let mission = null;
let days = [];

async function start() {
  applyTheme();
  await speak(state.lang || preferred());
  try {
    [mission, days] = await Promise.all([api.mission(), api.days()]);
  } catch (error) {
    fill(byId('panes'), h('div', { class: 'state', role: 'alert' }, h('strong', {}, say('error')), say('error.do', { why: error.message })));
    return;
  }
  setZone(mission.timeZone ?? 'UTC');
  if (!days.some(d => d.day === state.day)) go({ day: firstDay() }, true);
  await build();
  onChange(changed);
  onKeys({ move: queue.move, day: stepDay });
  await loadDay();
  if (state.incident) await evidence.show(state.incident);
}

// The last day that has incidents: what a person who has just come in asks for.
const firstDay = () => ([...days].reverse().find(d => (d.incidents ?? 1) > 0) ?? days[0])?.day ?? mission.days?.first ?? '';

async function build() {
  for (const element of document.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', say(`label.${element.dataset.label}`));
  const title = inLanguage(mission.title);
  byId('title').textContent = title;
  document.title = `${title} — Truce`;
  band();
  picker('lang', Object.entries(languages), state.lang || document.documentElement.lang);
  picker('theme', ['system', 'light', 'dark'].map(t => [t, say(`theme.${t}`)]), state.theme || 'system');
  fill(byId('tabs'), ['queue', 'map', 'evidence'].map(p => h('button', {
    type: 'button', 'data-pane': p, onclick: () => go({ pane: p }),
  }, say(`tab.${p}`))));
  queue.build();
  byId('guarantors').href = `/guarantors?lang=${document.documentElement.lang}`;
  byId('help-open').onclick = help;
  byId('day-before').onclick = () => stepDay(-1);
  byId('day-after').onclick = () => stepDay(1);
  pane();
  await map.build(mission);
  logState();
  if (!state.incident) evidence.none();
}

function band() {
  const caution = inLanguage(mission.caution);
  byId('band').hidden = !mission.simulated && !caution;
  byId('band').textContent = mission.simulated ? [say('simulated'), caution].filter(Boolean).join(' — ') : caution;
}

function picker(id, options, chosen) {
  const select = byId(id);
  fill(select, options.map(([value, text]) => h('option', { value, selected: value === chosen, lang: id === 'lang' ? value : null }, text)));
  select.onchange = () => go({ [id]: select.value });
}

async function logState() {
  try {
    const log = await api.log();
    fill(byId('log'), log
      ? [say('log', { origin: log.origin, n: log.size, size: number(log.size) }), ' ', h('span', { class: 'mono' }, short(log.root))]
      : say('log.none'));
  } catch (error) {
    byId('log').textContent = say('error.do', { why: error.message });
  }
}

async function loadDay() {
  const day = state.day;
  dayBar();
  queue.wait();
  map.show([]);
  try {
    const [list, line, outlines, places, hearing] = await Promise.all([api.incidents(day), api.line(day), api.outlines(), api.places(), api.hearing(day)]);
    if (state.day !== day) return;
    queue.show(Array.isArray(list) ? list : list.incidents ?? []);
    map.showGround(outlines, line, places, hearing);
    map.show(queue.matching());
    announce(`${dayName(day)}: ${byId('qcount').textContent}`);
  } catch (error) {
    if (state.day === day) queue.fail(say('error.do', { why: error.message }));
  }
}

function dayBar() {
  byId('day').textContent = state.day ? dayName(state.day) : '';
  const at = days.findIndex(d => d.day === state.day);
  byId('day-before').disabled = at <= 0;
  byId('day-after').disabled = at < 0 || at >= days.length - 1;
  const language = document.documentElement.lang;
  const written = mission.languages?.includes(language) ? language : mission.languages?.[0] ?? 'en';
  fill(byId('reports'), h('span', {}, say('report')),
    ['html', 'pdf', 'csv', 'geojson'].map(f => h('a', { href: api.reportAddress(state.day, f, written) }, say(`report.${f}`))));
  timeline.show(days);
}

function stepDay(step) {
  const at = days.findIndex(d => d.day === state.day) + step;
  if (days[at]) go({ day: days[at].day, incident: '' });
}

function pane() {
  const now = state.pane || 'queue';
  byId('panes').dataset.pane = now;
  for (const button of byId('tabs').children) button.setAttribute('aria-pressed', String(button.dataset.pane === now));
}

function applyTheme() {
  if (state.theme === 'light' || state.theme === 'dark') document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
}

async function changed(names) {
  if (names.has('theme')) { applyTheme(); map.restyle(); restyle(); }
  if (names.has('bounds')) map.bounds();
  if (names.has('reach')) map.reach();
  if (names.has('pane')) pane();
  if (names.has('lang')) {
    await speak(state.lang || preferred());
    await build();
    await loadDay();
    if (state.incident) await evidence.show(state.incident);
    return;
  }
  if (names.has('day')) await loadDay();
  else if (names.has('class') || names.has('level') || names.has('q')) {
    queue.filter();
    map.show(queue.matching());
  }
  if (names.has('incident') || names.has('day')) {
    queue.reveal();
    map.choose(queue.visible().find(i => i.id === state.incident));
    if (state.incident) await evidence.show(state.incident);
    else evidence.none();
  }
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', map.restyle);
start();
