// What is looked at is the address: day, incident, language, theme, filters, pane. Back is undo for navigation.
const names = ['day', 'incident', 'lang', 'theme', 'class', 'level', 'q', 'pane', 'bounds', 'reach'];
const listeners = [];

export const state = read();

function read() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(names.map(n => [n, query.get(n) ?? '']));
}

export function onChange(listener) {
  listeners.push(listener);
}

// `quietly` replaces the entry in the history: typing in a search box is not a place to go back to.
export function go(changes, quietly = false) {
  const before = { ...state };
  Object.assign(state, changes);
  const query = new URLSearchParams(names.filter(n => state[n]).map(n => [n, state[n]]));
  const address = query.size ? `?${query}` : location.pathname;
  if (quietly) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  tell(before);
}

function tell(before) {
  const changed = new Set(names.filter(n => before[n] !== state[n]));
  if (changed.size) listeners.forEach(listener => listener(changed));
}

addEventListener('popstate', () => {
  const before = { ...state };
  Object.assign(state, read());
  tell(before);
});
