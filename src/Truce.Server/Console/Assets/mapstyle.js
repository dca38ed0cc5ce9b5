// The style of the map: its sources and layers, from the colours of the page. No address of elsewhere, no glyphs but the reader's own fonts.
export const nothing = { type: 'FeatureCollection', features: [] };
export const font = ['sans-serif'];

const geojson = data => ({ type: 'geojson', data });

export function style(colours, ground, name) {
  const vector = ground.kind === 'pmtiles';
  const address = new URL(ground.address, document.baseURI).href;
  return {
    version: 8,
    sources: {
      ground: vector ? { type: 'vector', url: `pmtiles://${address}` } : { type: 'geojson', data: address, tolerance: 0.2, maxzoom: 10 },
      boundaries: geojson(nothing), outlines: geojson(nothing), labels: geojson(nothing), places: geojson(nothing), hearing: geojson(nothing),
      line: geojson(nothing), regions: geojson(nothing), spots: geojson(nothing),
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colours.water } },
      // An area of the mission is land where the ground knows none; the ground's own water lies over it.
      { id: 'areas', type: 'fill', source: 'outlines', paint: { 'fill-color': colours.land } },
      ...(vector ? tiles(colours) : shapes(colours)),
      ...own(colours, name),
    ],
  };
}

// GeoJSON with a kind for each feature: land, lake, river, and road where a deployer has them.
const shapes = colours => [
  { id: 'land', type: 'fill', source: 'ground', filter: ['==', ['get', 'kind'], 'land'], paint: { 'fill-color': colours.land, 'fill-antialias': false } },
  { id: 'lakes', type: 'fill', source: 'ground', filter: ['==', ['get', 'kind'], 'lake'], paint: { 'fill-color': colours.water } },
  { id: 'rivers', type: 'line', source: 'ground', filter: ['==', ['get', 'kind'], 'river'], paint: { 'line-color': colours.river, 'line-width': ['interpolate', ['linear'], ['zoom'], 4, 0.6, 10, 2] } },
  { id: 'roads', type: 'line', source: 'ground', filter: ['==', ['get', 'kind'], 'road'], paint: { 'line-color': colours.edge, 'line-width': 0.8, 'line-opacity': 0.6 } },
];

// Tiles by the schema of Protomaps' basemaps, version 4. Their boundaries are left out: ours come from the boundary layer alone.
const tiles = colours => [
  { id: 'land', type: 'fill', source: 'ground', 'source-layer': 'earth', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colours.land } },
  { id: 'lakes', type: 'fill', source: 'ground', 'source-layer': 'water', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colours.water } },
  { id: 'rivers', type: 'line', source: 'ground', 'source-layer': 'water', filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': colours.river, 'line-width': 1 } },
  { id: 'roads', type: 'line', source: 'ground', 'source-layer': 'roads', minzoom: 7, paint: { 'line-color': colours.edge, 'line-width': ['interpolate', ['linear'], ['zoom'], 7, 0.4, 14, 2], 'line-opacity': 0.6 } },
];

const region = (id, filter, paint) => [
  { id: `${id}-fill`, type: 'fill', source: 'regions', filter, paint: { 'fill-color': paint.colour, 'fill-opacity': paint.opacity } },
  { id: `${id}-edge`, type: 'line', source: 'regions', filter: ['all', filter, ['!', ['get', 'many']]], paint: { 'line-color': paint.colour, 'line-width': paint.width, 'line-opacity': paint.edge } },
  { id: `${id}-many`, type: 'line', source: 'regions', filter: ['all', filter, ['get', 'many']], paint: { 'line-color': paint.colour, 'line-width': paint.width, 'line-opacity': paint.edge, 'line-dasharray': [5, 4] } },
];

// Where one sensor alone hears an event with so many per cent: the outline says which.
const dashes = { 90: null, 50: [5, 3], 10: [1, 2.5] };
const reach = (colours, percent) => {
  const filter = ['all', ['==', ['get', 'kind'], 'reach'], ['==', ['get', 'percent'], percent]];
  return [
    { id: `reach-${percent}`, type: 'fill', source: 'hearing', filter, paint: { 'fill-color': colours.soft, 'fill-opacity': 0.07 } },
    { id: `reach-${percent}-edge`, type: 'line', source: 'hearing', filter, paint: { 'line-color': colours.soft, 'line-width': 1.3, ...(dashes[percent] ? { 'line-dasharray': dashes[percent] } : {}) } },
  ];
};

const spot = { 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'symbol-sort-key': ['get', 'probability'] };
const others = ['!', ['get', 'chosen']];
const chosen = ['get', 'chosen'];

function own(colours, name) {
  const label = { 'text-field': name, 'text-font': font };
  const halo = { 'text-color': colours.soft, 'text-halo-color': colours.halo, 'text-halo-width': 1.5 };
  return [
    { id: 'outlines', type: 'line', source: 'outlines', paint: { 'line-color': colours.edge, 'line-width': 0.8, 'line-dasharray': [2, 3] } },
    { id: 'boundaries', type: 'line', source: 'boundaries', filter: ['!', ['get', 'disputed']], paint: { 'line-color': colours.border, 'line-width': 1.6 } },
    { id: 'boundaries-disputed', type: 'line', source: 'boundaries', filter: ['get', 'disputed'], paint: { 'line-color': colours.border, 'line-width': 1.6, 'line-dasharray': [3, 3] } },
    ...[10, 50, 90].flatMap(p => reach(colours, p)),
    { id: 'sensors', type: 'circle', source: 'hearing', filter: ['==', ['get', 'kind'], 'sensor'], paint: { 'circle-radius': 3.5, 'circle-color': ['case', ['>', ['get', 'hours'], 0], colours.soft, colours.sheet], 'circle-stroke-color': colours.soft, 'circle-stroke-width': 1.5 } },
    { id: 'line-band', type: 'line', source: 'line', layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': colours.lineband, 'line-opacity': 0.35, 'line-width': 5 } },
    { id: 'line-core', type: 'line', source: 'line', filter: ['!', ['get', 'stale']], paint: { 'line-color': colours.lineband, 'line-width': 1.5 } },
    { id: 'line-core-stale', type: 'line', source: 'line', filter: ['get', 'stale'], paint: { 'line-color': colours.lineband, 'line-width': 1.5, 'line-dasharray': [6, 4] } },
    ...region('region', others, { colour: colours.mark, opacity: 0.06, width: 1, edge: 0.55 }),
    ...region('chosen', chosen, { colour: colours.accent, opacity: 0.16, width: 2, edge: 1 }),
    { id: 'area-names', type: 'symbol', source: 'labels', maxzoom: 8.5, layout: { ...label, 'text-size': 12, 'text-letter-spacing': 0.06, 'text-max-width': 7 }, paint: halo },
    { id: 'place-names', type: 'symbol', source: 'places', minzoom: 4, layout: { ...label, 'text-size': 11.5, 'symbol-sort-key': ['get', 'rank'], 'text-variable-anchor': ['top', 'bottom', 'left', 'right'], 'text-radial-offset': 0.4, 'icon-image': 'place', 'icon-optional': false }, paint: { ...halo, 'text-color': colours.ink } },
    { id: 'spots', type: 'symbol', source: 'spots', filter: others, layout: { ...spot, 'icon-image': ['get', 'icon'] } },
    { id: 'spot-chosen', type: 'symbol', source: 'spots', filter: chosen, layout: { ...spot, 'icon-image': ['get', 'icon'] } },
  ];
}

// A band as wide as 95 % of a normal (1.96 σ on either side), never thinner than can be seen; metres to pixels of Web Mercator with tiles of 512.
export function bandWidth(errorM, latitude) {
  const atZero = (2 * 1.96 * errorM) / (78_271.517 * Math.cos((latitude * Math.PI) / 180));
  return ['interpolate', ['exponential', 2], ['zoom'], ...Array.from({ length: 23 }, (_, z) => [z, Math.max(5, atZero * 2 ** z)]).flat()];
}
