// Elements without markup strings: nothing that came from outside is ever parsed as HTML.
const svgNames = new Set(['svg', 'g', 'path', 'circle', 'ellipse', 'rect', 'line', 'polyline', 'polygon', 'text', 'title']);

export function h(name, attributes = {}, ...children) {
  const element = svgNames.has(name)
    ? document.createElementNS('http://www.w3.org/2000/svg', name)
    : document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.flat(4).filter(c => c !== null && c !== undefined && c !== false));
  return element;
}

export function fill(element, ...children) {
  element.replaceChildren(...children.flat(4).filter(c => c !== null && c !== undefined && c !== false));
  return element;
}

export const byId = id => document.getElementById(id);

// One polite region: a screen reader hears what a click or a key has changed.
export function announce(text) {
  byId('live').textContent = text;
}
