/** The frame: which page is shown, the key, the theme. */
import { get } from './api.js';
import { h, replace, announce } from './dom.js';
import { apiKey, caller, onKey, setApiKey } from './session.js';
import { themeButton } from './theme.js';
import { batch } from './pages/batch.js';
import { batches } from './pages/batches.js';
import { job } from './pages/job.js';
import { jobs } from './pages/jobs.js';
import { letters } from './pages/letters.js';
import { models } from './pages/models.js';
import { overview } from './pages/overview.js';
import { playground } from './pages/playground.js';

/** Each page is given { parameters, part } and gives { title, element, close? }. */
const PAGES = [
  { at: /^\/$/, name: 'Overview', href: '#/', page: overview },
  { at: /^\/playground$/, name: 'Playground', href: '#/playground', page: playground },
  { at: /^\/jobs$/, name: 'Jobs', href: '#/jobs', page: jobs },
  { at: /^\/jobs\/([\w-]+)$/, under: 'Jobs', page: job },
  { at: /^\/batches$/, name: 'Batches', href: '#/batches', page: batches },
  { at: /^\/batches\/([\w-]+)$/, under: 'Batches', page: batch },
  { at: /^\/models$/, name: 'Models', href: '#/models', page: models },
  { at: /^\/dead-letters$/, name: 'Dead letters', href: '#/dead-letters', page: letters },
];

const main = document.getElementById('main');
const nav = document.getElementById('nav');
let shown = null;

function place() {
  const [path, query = ''] = location.hash.slice(1).split('?');
  return { path: path || '/', parameters: new URLSearchParams(query) };
}

function navigation(current) {
  replace(nav, h('ul', {}, PAGES.filter((page) => page.href).map((page) =>
    h('li', {}, h('a', { href: page.href, 'aria-current': page.name === (current?.name ?? current?.under) ? 'page' : null }, page.name)))));
  nav.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

function show(focus) {
  const { path, parameters } = place();
  const found = PAGES.find((page) => page.at.test(path));
  shown?.close?.();
  shown = null;
  navigation(found);
  if (apiKey() === null) {
    document.title = 'Forebay';
    replace(main, welcome());
    return;
  }
  if (!found) {
    document.title = 'Not there · Forebay';
    replace(main, h('div', { class: 'page' }, h('h1', {}, 'There is no such page'), h('p', {}, h('a', { href: '#/' }, 'To the overview'))));
    return;
  }
  shown = found.page({ parameters, part: found.at.exec(path)[1] });
  document.title = `${shown.title} · Forebay`;
  replace(main, shown.element);
  if (focus) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
    announce(shown.title);
  }
}

/** Asks for the key in the page itself: nothing is covered, and a password manager finds the field. */
function welcome() {
  const input = h('input', { id: 'key', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, 'aria-describedby': 'key-help key-fault' });
  const fault = h('p', { id: 'key-fault', class: 'notice bad', role: 'alert', hidden: true });
  const button = h('button', { class: 'primary', type: 'submit' }, 'Open the console');
  const form = h('form', { class: 'stack', submit: async (event) => {
    event.preventDefault();
    const text = input.value.trim();
    button.disabled = true;
    setApiKeyQuietly(text);
    try {
      const limits = await get('/v1/limits');
      setApiKey(text, limits.caller);
    } catch (failure) {
      setApiKeyQuietly(null);
      fault.textContent = failure.status === 401 ? 'The server does not know this key.' : failure.message;
      fault.hidden = false;
      input.select();
    }
    button.disabled = false;
  } },
  h('div', { class: 'field' }, h('label', { for: 'key' }, 'API key'), input),
  fault,
  h('div', { class: 'row' }, button));
  return h('div', { class: 'page' }, h('section', { class: 'card welcome' },
    h('h1', {}, 'Welcome to Forebay'),
    h('p', { class: 'muted', id: 'key-help' }, 'Paste an API key. It stays in the memory of this page: it is stored nowhere, and reloading the page forgets it. An instance on your machine keeps its key in ', h('code', {}, '~/.forebay/api-key'), '.'),
    form));
}

let quiet = false;
function setApiKeyQuietly(text) {
  quiet = true;
  setApiKey(text);
  quiet = false;
}

const whose = h('span', { class: 'muted small whose' });
const forget = h('button', { type: 'button', hidden: true, click: () => setApiKey(null) }, 'Forget the key');

onKey(() => {
  if (quiet) return;
  forget.hidden = apiKey() === null;
  replace(whose, apiKey() === null ? '' : ['tenant ', h('strong', {}, caller().tenant), caller().operator ? ' · operator' : '']);
  show(true);
});
addEventListener('hashchange', () => show(true));
document.getElementById('tools').append(whose, forget, themeButton());
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
show(false);
