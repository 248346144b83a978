/** Makes elements. Text only ever becomes text: there is no way to markup here. */

const SVG = 'http://www.w3.org/2000/svg';

/** h('p', { class: 'muted' }, 'text', child): attributes that are functions listen, and false ones are left out. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function replace(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

/** Says something to those who hear the page; sparingly. */
export function announce(text) {
  document.getElementById('announce').textContent = text;
}

/** Writes a text where it differs, so that a selection in an unchanged cell survives. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
