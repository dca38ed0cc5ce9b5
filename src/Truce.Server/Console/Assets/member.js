// One piece of evidence: closed it is a line, open it shows what the source said, byte for byte where the mission gives it, and its seal.
import { fill, h } from './dom.js';
import * as api from './api.js';
import { short } from './items.js';
import { inLanguage, number, percent, say, span, term } from './say.js';

export function member(entry, mission) {
  const body = h('div', {});
  const feed = mission.feeds?.find(f => f.id === entry.feed);
  const bias = inLanguage(feed?.bias);
  return h('details', {
    class: 'member',
    ontoggle: event => { if (event.currentTarget.open && !body.firstChild) open(entry.observation, body); },
  },
  h('summary', {}, `${entry.feed} · ${say('member.weight', { p: percent(entry.weight) })} · ${say('member.origin')} `, h('code', {}, short(entry.origin))),
  bias && bias !== 'none' ? h('p', { class: 'lead' }, say('member.bias', { bias })) : null, body);
}

async function open(id, body) {
  fill(body, h('p', { class: 'lead' }, say('loading')));
  try {
    const observation = await api.observation(id);
    if (observation) fill(body, said(observation), seal(observation), h('pre', {}, raw(observation)));
    else fill(body, h('p', { class: 'lead' }, say('evidence.gone')));
  } catch (error) {
    fill(body, h('p', { role: 'alert' }, say('error.do', { why: error.message })));
  }
}

function said(o) {
  const facts = [o.source, term('means', o.means), term('observed', o.class), o.when ? span(o.when) : say('notKnown'),
    o.count ? `${term('exactness', o.count.exactness)} ${number(o.count.value)}` : null,
    o.weapon ? o.weapon.text : null, o.grade ? say('grade', { grade: o.grade }) : null].filter(Boolean);
  return [h('p', {}, facts.join(' · ')), o.text ? h('blockquote', {}, o.text) : null,
    (o.references ?? []).map(r => h('p', {}, h('code', {}, r)))];
}

function seal(o) {
  const entry = o.seal?.entry ?? o.seal?.index;
  if (entry === undefined || entry === null) return h('p', { class: 'lead' }, say('seal.none'));
  return h('p', {}, say('seal', { entry: number(entry), log: o.seal.log ?? o.seal.origin ?? '' }), ' ',
    h('a', { href: api.proofAddress('observation', o.id) }, say('proof')));
}

function raw(o) {
  if (typeof o.rawText === 'string') return o.rawText;
  const { seal: _, ...record } = o;
  return JSON.stringify(record, null, 1);
}
