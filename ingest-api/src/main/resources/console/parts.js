/** Pieces that several pages show. */
import { path } from './api.js';
import { announce, h, svg } from './dom.js';
import { shortId } from './format.js';

export function state(name, { live = false } = {}) {
  return h('span', { class: `state ${live ? 'live' : name}` }, name);
}

export function head(title, text, ...actions) {
  return h('div', { class: 'head' },
    h('div', {}, h('h1', {}, title), text && h('p', {}, text)),
    actions.length > 0 && h('div', { class: 'row' }, actions));
}

export function card(title, ...children) {
  return h('section', { class: 'card', 'aria-label': title }, h('h2', {}, title), children);
}

export function problem(failure) {
  const text = failure.explained ?? failure.message;
  return h('p', { class: 'notice bad', role: 'alert' }, text, failure.code ? ` (${failure.code})` : '');
}

export function empty(title, text, ...actions) {
  return h('div', { class: 'empty' }, h('h2', {}, title), h('p', {}, text), actions);
}

/** tenant: of another, whose job an operator looks at. */
export function jobLink(id, tenant) {
  return h('a', { class: 'id', href: path(`#/jobs/${id}`, { tenant }), title: id }, shortId(id));
}

export function facts(pairs) {
  return h('dl', { class: 'facts' }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

/** columns: [title, cell(row), { n: true }?]; the first cell is the row's header. */
export function table(caption, columns, rows) {
  return h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': `${caption}, as a table` },
    h('table', {},
      h('caption', { class: 'hidden' }, caption),
      h('thead', {}, h('tr', {}, columns.map(([title, , options]) => h('th', { scope: 'col', class: options?.n ? 'n' : null }, title)))),
      h('tbody', {}, rows.map((row) => h('tr', {}, columns.map(([, cell, options], at) => at === 0
        ? h('th', { scope: 'row' }, cell(row))
        : h('td', { class: options?.n ? 'n' : null }, cell(row))))))));
}

export function copyButton(text, what) {
  const button = h('button', { type: 'button', click: async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
      announce(`${what} copied`);
    } catch {
      button.textContent = 'Cannot copy here';
    }
    setTimeout(() => { button.textContent = `Copy ${what}`; }, 1500);
  } }, `Copy ${what}`);
  return button;
}

/** Shares of a whole, [class, number]; the numbers stand beside it in words. */
export function bar(shares, label) {
  const total = shares.reduce((sum, [, value]) => sum + value, 0) || 1;
  let at = 0;
  const pieces = shares.map(([kind, value]) => {
    const piece = svg('rect', { class: kind, x: (100 * at) / total, y: 0, width: (100 * value) / total, height: 8 });
    at += value;
    return piece;
  });
  return h('div', { class: 'bar', role: 'img', 'aria-label': label }, svg('svg', { viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, pieces));
}

/** Calls again and again while the page is there and seen; gives what ends it. */
export function every(milliseconds, work) {
  let timer = null;
  let ended = false;
  const round = async () => {
    if (!document.hidden) await work();
    if (!ended) timer = setTimeout(round, milliseconds);
  };
  round();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
