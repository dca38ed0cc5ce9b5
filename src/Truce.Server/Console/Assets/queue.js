// The queue: a list of thousands of rows of which only those in sight exist. It is also the map for those who do not see the map.
import { byId, fill, h } from './dom.js';
import { levelOf, levelWords, likeliest } from './items.js';
import { icon, classes } from './shapes.js';
import { go, state } from './state.js';
import { inLanguage, likelihood, number, percent, say, term, time } from './say.js';

const rowHeight = 56;
let all = [];
let shown = [];
let list = null;
let space = null;

export function matching() {
  const wanted = state.q.trim().toLocaleLowerCase();
  return all.filter(i =>
    (!state.class || likeliest(i) === state.class)
    && (!state.level || levelOf(i.level) === Number(state.level))
    && (!wanted || `${i.id} ${inLanguage(i.place)} ${term('class', likeliest(i))}`.toLocaleLowerCase().includes(wanted)));
}

export const visible = () => shown;

export function build() {
  const search = h('input', {
    type: 'search', id: 'search', placeholder: say('search'), 'aria-label': say('search'), 'aria-keyshortcuts': '/', value: state.q,
    oninput: event => go({ q: event.target.value }, true),
  });
  const choose = (key, options) => h('select', { 'aria-label': say(`filter.${key}`), onchange: event => go({ [key]: event.target.value }, true) },
    h('option', { value: '' }, say(`filter.${key}.all`)),
    options.map(([value, text]) => h('option', { value, selected: state[key] === value }, text)));
  list = h('div', {
    id: 'queue-list', class: 'qlist', role: 'listbox', tabindex: '0', 'aria-label': say('queue'),
    onscroll: paint, onkeydown: onKey, onclick: onClick,
  }, space = h('div', { class: 'qspace', role: 'presentation' }));
  fill(byId('queue'), h('div', { class: 'qtools' }, search,
    choose('class', classes.map(c => [c, term('class', c)])),
    choose('level', levelWords.slice(0, 3).map((l, i) => [String(i), term('level', l)])),
    h('p', { class: 'qcount', id: 'qcount' })), list);
}

export function show(incidents) {
  all = incidents;
  filter();
}

export function filter() {
  shown = matching();
  byId('qcount').textContent = shown.length === all.length
    ? say('count', { n: all.length, count: number(all.length) })
    : say('countOf', { n: all.length, count: number(shown.length), all: number(all.length) });
  space.style.height = `${shown.length * rowHeight}px`;
  if (shown.length === 0) {
    space.style.height = 'auto';
    fill(space, h('div', { class: 'state', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' },
      h('strong', {}, say(all.length ? 'empty.filter' : 'empty.day')), say(all.length ? 'empty.filter.do' : 'empty.day.do')));
    return;
  }
  reveal();
}

export function wait() {
  all = [];
  shown = [];
  byId('qcount').textContent = say('loading');
  fill(space);
}

export function fail(text) {
  byId('qcount').textContent = '';
  fill(space, h('div', { class: 'state', role: 'alert' }, h('strong', {}, say('error')), text));
}

// Brings the chosen row into sight and draws what is in sight.
export function reveal() {
  const at = shown.findIndex(i => i.id === state.incident);
  if (at >= 0) {
    const top = at * rowHeight;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + rowHeight > list.scrollTop + list.clientHeight) list.scrollTop = top + rowHeight - list.clientHeight;
  }
  paint();
}

function paint() {
  if (shown.length === 0) return;
  const first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - 4);
  const last = Math.min(shown.length, first + Math.ceil((list.clientHeight || 600) / rowHeight) + 9);
  const rows = [];
  for (let at = first; at < last; at++) rows.push(row(shown[at], at));
  const chosen = shown.findIndex(i => i.id === state.incident);
  if (chosen >= 0 && (chosen < first || chosen >= last)) rows.push(row(shown[chosen], chosen));
  fill(space, rows);
  if (chosen >= 0) list.setAttribute('aria-activedescendant', `row-${chosen}`);
  else list.removeAttribute('aria-activedescendant');
}

function row(incident, at) {
  const kind = likeliest(incident);
  const level = levelOf(incident.level);
  const element = h('div', {
    class: 'qrow', role: 'option', id: `row-${at}`, 'data-at': at, 'aria-setsize': shown.length, 'aria-posinset': at + 1,
    'aria-selected': incident.id === state.incident ? 'true' : 'false',
  },
  icon(kind, level),
  h('div', { class: 'what' },
    h('span', {}, term('class', kind), h('i', {}, ` · ${term('level', levelWords[level])}`)), h('span', {}, likelihood(incident.probability))),
  h('div', { class: 'where' },
    h('span', { title: inLanguage(incident.place) }, `${hour(incident.when)} · ${inLanguage(incident.place) || say('placeNotKnown')}`),
    h('span', {}, h('span', { 'aria-hidden': 'true' }, `${'●'.repeat(Math.min(3, incident.origins ?? 0))}${incident.origins > 3 ? '+' : ''} `),
      h('span', { class: 'unseen' }, say('origins', { n: incident.origins, count: number(incident.origins ?? 0) })), percent(incident.probability))));
  element.style.top = `${at * rowHeight}px`;
  return element;
}

// An instant as one time; an interval of more than an hour as two: its start alone would claim too much.
const hour = ([start, end]) => (new Date(end) - new Date(start) > 3_600_000 ? `${time(start)}–${time(end)}` : time(start));

function onClick(event) {
  const at = event.target.closest?.('.qrow')?.dataset.at;
  if (at !== undefined) choose(Number(at), true);
}

function onKey(event) {
  const page = Math.max(1, Math.floor(list.clientHeight / rowHeight) - 1);
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -shown.length, End: shown.length }[event.key];
  if (step !== undefined) {
    event.preventDefault();
    move(step);
  } else if (event.key === 'Enter' && state.incident) {
    go({ pane: 'evidence' });
    byId('evidence').focus();
  }
}

export function move(step) {
  if (shown.length === 0) return;
  const at = shown.findIndex(i => i.id === state.incident);
  choose(at < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + step)), false);
}

function choose(at, open) {
  const narrow = matchMedia('(max-width: 700px)').matches;
  go({ incident: shown[at].id, ...(open && narrow ? { pane: 'evidence' } : {}) }, !open);
}
