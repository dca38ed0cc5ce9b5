// The interface of the mission behind the page. An answer is kept for the session by its address; the server revalidates by entity tag.
const kept = new Map();

export class Refused extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

async function get(address) {
  const response = await fetch(address, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Refused(response.status);
  return response.json();
}

function keep(address) {
  if (!kept.has(address)) {
    kept.set(address, get(address).catch(error => {
      kept.delete(address);
      throw error;
    }));
  }
  return kept.get(address);
}

const orNothing = promise => promise.catch(error => {
  if (error instanceof Refused && error.status === 404) return null;
  throw error;
});

export const mission = () => keep('api/mission');
export const days = () => keep('api/days');
export const outlines = () => orNothing(keep('api/outlines'));
export const places = () => keep('api/places');
export const ground = () => keep('api/ground');
export const file = address => keep(address);
export const log = () => orNothing(keep('api/log'));
export const incidents = day => keep(`api/incidents?day=${day}`);
export const line = day => orNothing(keep(`api/line?day=${day}`));
export const incident = (id, lang) => orNothing(keep(`api/incidents/${encodeURIComponent(id)}?lang=${lang}`));
export const observation = id => orNothing(keep(`api/observations/${encodeURIComponent(id)}`));
export const recordingsAddress = (id, lang, theme) => `api/observations/${encodeURIComponent(id)}/recordings?lang=${lang}&theme=${theme}`;
export const hearing = day => keep(`api/hearing?day=${day}`);
export const proofAddress = (kind, id) => `api/proof/${kind}/${encodeURIComponent(id)}`;
export const reportAddress = (day, format, lang) => `report/${day}.${format}?lang=${lang}`;
