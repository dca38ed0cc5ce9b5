// The evidence before the verdict: three questions apart, what each rests on, and the way to the sealed bytes.
import { byId, fill, h } from './dom.js';
import { factorTable } from './factors.js';
import { member } from './member.js';
import { recordings } from './recordings.js';
import { levelOf, levelWords, likeliest, modesOf, short } from './items.js';
import * as api from './api.js';
import { state } from './state.js';
import { distance, inLanguage, likelihood, number, percent, result, say, span, spoken, term, utc, zoneName } from './say.js';

const pane = () => byId('evidence');
const message = (title, text) => fill(pane(), h('div', { class: 'state' }, h('strong', {}, say(title)), text));

export const none = () => {
  pane().removeAttribute('aria-busy');
  message('evidence.none', say('evidence.none.do'));
};

export async function show(id) {
  pane().setAttribute('aria-busy', 'true');
  // A slow answer must not overwrite what was opened after it.
  const current = () => state.incident === id;
  const late = setTimeout(() => { if (current()) message('loading', ''); }, 300);
  try {
    const [incident, mission] = await Promise.all([api.incident(id, spoken()), api.mission()]);
    if (!current()) return;
    if (incident) paint(incident, mission);
    else message('evidence.gone', say('evidence.gone.do'));
  } catch (error) {
    if (current()) message('error', say('error.do', { why: error.message }));
  } finally {
    clearTimeout(late);
    if (current()) pane().removeAttribute('aria-busy');
  }
}

function paint(incident, mission) {
  const kind = likeliest(incident);
  fill(pane(),
    incident.simulated ? h('p', { class: 'unseen' }, say('simulated')) : null,
    h('h2', {}, `${term('class', kind)} — ${likelihood(incident.probability)}`),
    h('p', { class: 'lead' }, inLanguage(incident.place) || say('placeNotKnown'), h('br'), whenText(incident), h('br'), sizeText(incident)),
    judgements(incident, kind),
    section('why', say('why.lead'), factorTable(incident)),
    section('terms', null, findings(incident)),
    section('level', null, reasons(incident)),
    section('kinds', null, shares(incident)),
    incident.recordings?.length ? section('recordings', say('recordings.lead'), recordings(incident)) : null,
    section('evidence', say('evidence.lead', { n: incident.members?.length ?? 0, count: number(incident.members?.length ?? 0) }),
      (incident.members ?? []).map(m => member(m, mission))),
    runnersUp(incident),
    section('record', null, record(incident)));
  pane().scrollTop = 0;
}

const section = (key, lead, ...content) => [h('h3', {}, say(`section.${key}`)), lead ? h('p', { class: 'lead' }, lead) : null, ...content];

const whenText = incident => `${span(incident.when)} ${zoneName()} (${utc(incident.when[0])}–${utc(incident.when[1])} UTC)`;

function sizeText(incident) {
  const modes = modesOf(incident);
  if (modes.length === 0) return say('placeNotKnown');
  if (modes.length > 1) return say('region.modes', { n: modes.length, count: number(modes.length) });
  return say('region.one', { major: distance(2 * modes[0].majorM), minor: distance(2 * modes[0].minorM) });
}

function judgements(incident, kind) {
  const level = levelOf(incident.level);
  const found = incident.findings ?? [];
  const worst = found.find(f => f.result === 'violation-candidate') ?? found.find(f => f.result === 'indeterminate') ?? found[0];
  const column = (key, state_, text) => h('div', {}, h('h3', {}, say(`question.${key}`)), h('strong', {}, state_), h('p', {}, text));
  return h('div', { class: 'three' },
    column('occurrence', `${percent(incident.probability)} · ${term('level', levelWords[level])}`,
      `${term('class', kind)}. ${say('robustness', { p: percent(incident.robustness) })} ${say(level >= 3 ? 'people.confirmed' : 'people.none')}`),
    column('conformity', worst ? result(worst.result) : say('terms.none'),
      worst ? `${say('terms.count', { n: found.length, count: number(found.length) })} ${term('state', worst.state)}.` : say('terms.none.why')),
    column('attribution', attributionWord(incident), say('attribution.why')));
}

function attributionWord(incident) {
  if (!incident.attribution || incident.attribution === 'undetermined') return say('attribution.undetermined');
  if (typeof incident.attribution === 'string') return incident.attribution;
  return Object.entries(incident.attribution).map(([side, p]) => `${side}: ${percent(p)}`).join(', ');
}

function findings(incident) {
  const found = incident.findings ?? [];
  if (found.length === 0) return h('p', { class: 'lead' }, say('terms.none.why'));
  return found.map(f => h('div', { class: 'finding' },
    h('div', {}, h('strong', {}, `${say('article', { article: f.article })}: ${result(f.result)}`)),
    h('div', { class: 'lead' }, [term('state', f.state), term('level', levelWords[levelOf(f.level)]), f.severity ? term('severity', f.severity) : null,
      f.insideProbability !== null && f.insideProbability !== undefined ? say('inside', { p: percent(f.insideProbability) }) : null].filter(Boolean).join(' · ')),
    h('ol', {}, (f.why ?? f.trace ?? []).map(sentence => h('li', {}, sentence)))));
}

function reasons(incident) {
  return h('ul', { class: 'reasons' }, (incident.levelReasons ?? []).map(r => h('li', {},
    h('b', {}, say(r.met ? 'met' : 'notMet')), `${term('level', levelWords[levelOf(r.level)])}: ${term('criterion', r.criterion)}`,
    r.because ? h('div', { class: 'lead' }, r.why ?? r.because) : null)));
}

function shares(incident) {
  const all = Object.entries(incident.classProbabilities ?? {}).filter(([, p]) => p >= 0.005).sort((a, b) => b[1] - a[1]);
  return h('div', { class: 'share' }, all.flatMap(([kind, p]) => [
    h('span', {}, term('class', kind)),
    h('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, h('rect', { x: 0, y: 1, width: p * 100, height: 8 })),
    h('span', { class: 'num' }, percent(p))]));
}

function runnersUp(incident) {
  const others = incident.runnersUp ?? [];
  if (others.length === 0) return null;
  return section('runnersUp', say('runnersUp.lead'), h('table', {}, h('tbody', {}, others.map(r => h('tr', {},
    h('td', {}, h('code', {}, short(r.observation))), h('td', {}, term('runner', r.kind),
      r.incident ? [' ', h('a', { href: `?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(location.search)), incident: r.incident })}` }, short(r.incident))] : null),
    h('td', { class: 'num' }, percent(r.weight)))))));
}

function record(incident) {
  const row = (name, value) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, value));
  return h('table', {}, h('tbody', {},
    row(say('record.id'), h('code', {}, incident.id)),
    row(say('record.version'), `${number(incident.version)} · ${term('change', incident.change)}`),
    row(say('record.known'), incident.known ? `${new Date(incident.known).toISOString().slice(0, 16).replace('T', ' ')} UTC` : say('notKnown')),
    incident.aliases?.length ? row(say('record.aliases'), incident.aliases.map(a => h('code', {}, `${short(a)} `))) : null,
    row(say('record.label'), labelText(incident.label)),
    row(say('record.proof'), h('a', { href: api.proofAddress('incident', incident.id) }, say('proof')))));
}

function labelText(label) {
  if (!label) return say('notKnown');
  if (typeof label === 'string') return term('label', label);
  return [term('label', label.classification), label.releasableTo === '*' ? say('label.all') : label.releasableTo, label.caveats].filter(Boolean).join(' · ');
}
