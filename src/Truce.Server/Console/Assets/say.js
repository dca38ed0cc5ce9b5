// Words, numbers and times in the reader's language. The catalogues hold the same keys; a test sees to it.
export const languages = { en: 'English', uk: 'Українська', fr: 'Français', ru: 'Русский' };

let words = {};
let language = 'en';
let plurals = new Intl.PluralRules('en');
let zone = 'UTC';

export async function speak(wanted) {
  language = languages[wanted] ? wanted : 'en';
  const response = await fetch(`app/words/${language}.json`);
  if (!response.ok) throw new Error(`words: ${response.status}`);
  words = await response.json();
  plurals = new Intl.PluralRules(language);
  document.documentElement.lang = language;
}

export const spoken = () => language;

export function setZone(name) {
  zone = name;
}

export function preferred() {
  return navigator.languages.map(l => l.slice(0, 2)).find(l => languages[l]) ?? 'en';
}

// A word by key; {name} is replaced. A key with forms takes the one for `n`.
export function say(key, values = {}) {
  let text = words[key];
  if (text && typeof text === 'object') text = text[plurals.select(values.n ?? 0)] ?? text.other;
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

export const has = key => words[key] !== undefined;

// A word of the data: in the reader's language if the catalogue knows it, otherwise as the data has it.
export const term = (kind, word) => (has(`${kind}.${word}`) ? say(`${kind}.${word}`) : word);

// An exception stands with its name: excepted:E-EXERCISE.
export function result(word) {
  const [kind, name] = word.split(':');
  return term('result', kind) + (name ? ` (${name})` : '');
}

export const inLanguage = texts => (typeof texts === 'string' ? texts : texts?.[language] ?? texts?.en ?? '');

export const number = (value, digits = 0) =>
  new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

// Never 0 and never 100: rounding must not claim what the estimate does not.
export function percent(p) {
  if (p === null || p === undefined) return say('notKnown');
  if (p < 0.01) return `< ${number(1)} %`;
  if (p > 0.99) return `> ${number(99)} %`;
  return `${number(p * 100)} %`;
}

// Words of the PHIA probability yardstick (UK, 2018); the gaps between its bands go to the nearer word.
export function likelihood(p) {
  if (p === null || p === undefined) return say('notKnown');
  const bands = [[0.925, 'almostCertain'], [0.775, 'highlyLikely'], [0.525, 'likely'], [0.375, 'realistic'], [0.225, 'unlikely'], [0.075, 'highlyUnlikely']];
  return say(`likely.${bands.find(([least]) => p >= least)?.[1] ?? 'remote'}`);
}

// Day before month in all four languages.
const format = (options, timeZone = zone) => new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { hourCycle: 'h23', timeZone, ...options });
const clock = { hour: '2-digit', minute: '2-digit' };

export const time = (instant, withSeconds = false) =>
  format({ ...clock, ...(withSeconds ? { second: '2-digit' } : {}) }).format(new Date(instant));
export const utc = instant => format({ ...clock }, 'UTC').format(new Date(instant));
export const dayName = day => format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, 'UTC').format(new Date(`${day}T12:00:00Z`));
export const dayShort = day => format({ day: 'numeric', month: 'short' }, 'UTC').format(new Date(`${day}T12:00:00Z`));
export const zoneName = () => zone;

const dateOf = instant => format({ day: 'numeric', month: 'short' }).format(new Date(instant));

// "14:02–14:20"; with the day when it runs over midnight.
export function span([start, end]) {
  if (!start) return say('notKnown');
  if (start === end) return time(start, true);
  return dateOf(start) === dateOf(end) ? `${time(start)}–${time(end)}` : `${dateOf(start)} ${time(start)} – ${dateOf(end)} ${time(end)}`;
}

export function distance(metres) {
  if (metres < 950) return say('metres', { m: number(Math.max(10, Math.round(metres / 10) * 10)) });
  return say('kilometres', { km: number(metres / 1000, metres < 9500 && Math.round(metres / 100) % 10 ? 1 : 0) });
}
