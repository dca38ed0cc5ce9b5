// The boundary layer. How a boundary is drawn is a decision of policy and not of data: each policy has a name, a source and its own lines
// and areas, and the mission chooses one. Natural Earth draws states as it holds them to be controlled and so has Crimea as a piece of Russia;
// here that piece is cut loose and given to whom the chosen policy says, or to nobody.
import { feature } from 'topojson-client';
import { clipLine, clipPolygon, contains, rounded } from './clip.mjs';

const box = [20, 43.6, 44, 57];
const codes = {
  Ukraine: 'UKR', Russia: 'RUS', Belarus: 'BLR', Poland: 'POL', Slovakia: 'SVK', Hungary: 'HUN', Romania: 'ROU', Moldova: 'MDA',
  Bulgaria: 'BGR', Serbia: 'SRB', Lithuania: 'LTU', Latvia: 'LVA',
};
const simferopol = [34.102, 44.952];

export const policies = [
  {
    id: 'unga-68-262',
    title: { en: 'UN General Assembly resolution 68/262', uk: 'Резолюція Генеральної Асамблеї ООН 68/262', fr: 'Résolution 68/262 de l’Assemblée générale des Nations Unies', ru: 'Резолюция 68/262 Генеральной Ассамблеи ООН' },
    source: {
      en: 'A/RES/68/262 of 27 March 2014: Crimea and Sevastopol within the internationally recognised borders of Ukraine. Lines: Natural Earth 10m.',
      uk: 'A/RES/68/262 від 27 березня 2014 року: Крим і Севастополь у міжнародно визнаних кордонах України. Лінії: Natural Earth 10m.',
      fr: 'A/RES/68/262 du 27 mars 2014 : la Crimée et Sébastopol dans les frontières internationalement reconnues de l’Ukraine. Tracés : Natural Earth 10m.',
      ru: 'A/RES/68/262 от 27 марта 2014 года: Крым и Севастополь в международно признанных границах Украины. Линии: Natural Earth 10m.',
    },
    crimea: ['UKR'], isthmus: null,
  },
  {
    id: 'undetermined',
    title: { en: 'Undetermined: where accounts differ, dashed', uk: 'Невизначено: де позиції розходяться — пунктир', fr: 'Indéterminé : en pointillé là où les positions diffèrent', ru: 'Не определено: где позиции расходятся — пунктир' },
    source: {
      en: 'No position taken: Crimea is given to nobody, and the line at its isthmus is dashed. Lines: Natural Earth 10m.',
      uk: 'Без позиції: Крим не віднесено ні до кого, лінія на перешийку — пунктиром. Лінії: Natural Earth 10m.',
      fr: 'Aucune position prise : la Crimée n’est attribuée à personne, et la ligne à son isthme est en pointillé. Tracés : Natural Earth 10m.',
      ru: 'Без позиции: Крым не отнесён ни к кому, линия на перешейке — пунктиром. Линии: Natural Earth 10m.',
    },
    crimea: ['UKR', 'RUS'], isthmus: 'disputed',
  },
  {
    id: 'natural-earth',
    title: { en: 'Natural Earth as it is (states by control)', uk: 'Natural Earth без змін (держави за контролем)', fr: 'Natural Earth tel quel (États selon le contrôle)', ru: 'Natural Earth без изменений (государства по контролю)' },
    source: {
      en: 'Natural Earth 10m, admin 0 countries, drawn by its own policy of control on the ground: Crimea as a piece of Russia.',
      uk: 'Natural Earth 10m, admin 0 countries, за її власним правилом фактичного контролю: Крим як частина Росії.',
      fr: 'Natural Earth 10m, admin 0 countries, selon sa propre règle du contrôle sur le terrain : la Crimée comme partie de la Russie.',
      ru: 'Natural Earth 10m, admin 0 countries, по её собственному правилу фактического контроля: Крым как часть России.',
    },
    crimea: ['RUS'], isthmus: 'drawn',
  },
];

const sides = g => (g.type === 'Polygon' ? [g.arcs] : g.arcs ?? []);
const positive = arc => (arc < 0 ? ~arc : arc);

export function boundaries(topology) {
  const states = topology.objects.countries.geometries;
  const isCrimea = (state, i) => state.properties.name === 'Russia' && contains(feature(topology, { type: 'Polygon', arcs: sides(state)[i] }).geometry.coordinates, simferopol);
  const pieces = states.flatMap(state => sides(state).map((arcs, i) => ({ arcs, owner: isCrimea(state, i) ? 'crimea' : state.properties.name })));
  if (pieces.filter(p => p.owner === 'crimea').length !== 1) throw new Error('Natural Earth has changed how it draws Crimea: read boundaries.mjs anew');
  return { type: 'FeatureCollection', attribution: 'Natural Earth', policies: policies.map(({ id, title, source }) => ({ id, title, source })), features: [...lines(topology, pieces), ...areas(topology, pieces)] };
}

function lines(topology, pieces) {
  const owners = new Map();
  for (const { arcs, owner } of pieces) for (const arc of arcs.flat()) owners.set(positive(arc), [...(owners.get(positive(arc)) ?? []), owner]);
  const shared = [...owners].filter(([, two]) => two.length === 2 && two[0] !== two[1]);
  const between = new Map();
  for (const [arc, two] of shared) {
    const key = two.map(o => codes[o] ?? o).sort().join(' ');
    between.set(key, [...(between.get(key) ?? []), arc]);
  }
  return [...between].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, arcs]) => {
    const coordinates = feature(topology, { type: 'MultiLineString', arcs: arcs.map(a => [a]) }).geometry.coordinates
      .flatMap(line => clipLine(line, box)).map(line => rounded(line, 3)).filter(line => line.length > 1);
    if (coordinates.length === 0) return [];
    if (!key.includes('crimea')) return [line(key.split(' '), policies.map(p => p.id), false, coordinates)];
    return policies.filter(p => p.isthmus).map(p => line(['RUS', 'UKR'], [p.id], p.isthmus === 'disputed', coordinates));
  });
}

const line = (between, policyIds, disputed, coordinates) =>
  ({ type: 'Feature', properties: { kind: 'line', between, policies: policyIds, disputed }, geometry: { type: 'MultiLineString', coordinates } });

function areas(topology, pieces) {
  const shapes = new Map();
  for (const { arcs, owner } of pieces) {
    const shape = clipPolygon(feature(topology, { type: 'Polygon', arcs }).geometry.coordinates, box);
    if (!shape) continue;
    const rings = shape.map(ring => rounded(ring, 3)).filter(ring => ring.length > 3);
    if (rings.length > 0) shapes.set(owner, [...(shapes.get(owner) ?? []), rings]);
  }
  const area = (accounts, policyIds, coordinates) =>
    ({ type: 'Feature', properties: { kind: 'area', state: accounts.length === 1 ? accounts[0] : null, accounts, policies: policyIds }, geometry: { type: 'MultiPolygon', coordinates } });
  return [...shapes].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([owner, coordinates]) => (owner === 'crimea'
    ? policies.map(p => area(p.crimea, [p.id], coordinates))
    : [area([code(owner)], policies.map(p => p.id), coordinates)]));
}

function code(owner) {
  if (!codes[owner]) throw new Error(`no code for ${owner}: add it to boundaries.mjs`);
  return codes[owner];
}
