// Keys for the whole page; the map and the list have their own while they hold the focus.
import { byId, fill, h } from './dom.js';
import { say } from './say.js';

const known = [['J', 'next'], ['K', 'before'], ['[', 'dayBefore'], [']', 'dayAfter'], ['/', 'search'], ['Q', 'queue'], ['M', 'map'], ['E', 'evidence'],
  ['+  −  0', 'zoom'], ['← ↑ → ↓', 'pan'], ['?', 'help'], ['Esc', 'close']];

export function onKeys({ move, day }) {
  const focus = id => byId(id)?.focus();
  const acts = {
    j: () => move(1), k: () => move(-1), '[': () => day(-1), ']': () => day(1), '/': () => focus('search'),
    q: () => focus('queue-list'), m: () => document.querySelector('.maplibregl-canvas')?.focus(), e: () => focus('evidence'), '?': help,
  };
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId('help').open) return;
    const typing = event.target.matches?.('input, select, textarea');
    if (typing) {
      if (event.key === 'Escape') focus('queue-list');
      return;
    }
    const act = acts[event.key.toLowerCase()] ?? acts[physical[event.code]];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

// On a Cyrillic keyboard the key says another letter; its place on the board is the same.
const physical = { KeyJ: 'j', KeyK: 'k', KeyQ: 'q', KeyM: 'm', KeyE: 'e', BracketLeft: '[', BracketRight: ']' };

export function help() {
  const dialog = byId('help');
  fill(dialog, h('h2', { id: 'help-title' }, say('help.title')), h('p', {}, say('help.lead')),
    h('dl', {}, known.flatMap(([key, word]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, say(`key.${word}`))])),
    h('button', { type: 'button', onclick: () => dialog.close() }, say('key.close')));
  dialog.showModal();
}
