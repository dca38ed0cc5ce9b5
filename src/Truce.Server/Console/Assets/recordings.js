// The recordings behind a located event: a picture that is made when somebody opens it.
import * as api from './api.js';
import { h } from './dom.js';
import { say, spoken } from './say.js';
import { state } from './state.js';

const theme = () => (state.theme === 'light' || state.theme === 'dark' ? state.theme : 'auto');
const address = id => api.recordingsAddress(id, spoken(), theme());

export const recordings = incident => (incident.recordings ?? []).map(id => {
  const body = h('div', {});
  return h('details', {
    class: 'member heard',
    ontoggle: event => { if (event.currentTarget.open && !body.firstChild) open(id, body); },
  }, h('summary', {}, say('recordings.open')), body);
});

function open(id, body) {
  const picture = h('img', { class: 'recording', 'data-observation': id, src: address(id), alt: say('recordings.alt'), width: 1000, height: 1400 });
  const alone = h('a', { href: address(id), target: '_blank', rel: 'noopener' }, say('recordings.alone'));
  picture.addEventListener('load', () => { picture.height = Math.round((1000 * picture.naturalHeight) / picture.naturalWidth); });
  picture.addEventListener('error', () => body.replaceChildren(h('p', { role: 'alert' }, say('recordings.none'))));
  body.append(h('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': say('recordings.alt') }, picture), h('p', {}, alone));
}

// The picture has the colours of its theme inside; it is asked for again when the reader chooses another.
export function restyle() {
  for (const picture of document.querySelectorAll('img.recording')) picture.src = address(picture.dataset.observation);
}
