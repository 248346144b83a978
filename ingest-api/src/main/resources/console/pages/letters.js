/** Work that used up its attempts, and another try for it. */
import { get, part, path, post } from '../api.js';
import { announce, h, replace } from '../dom.js';
import { ago, bytes, moment } from '../format.js';
import { empty, facts, head, jobLink, problem, table } from '../parts.js';

export function letters() {
  const ending = new AbortController();
  const list = h('div', { class: 'stack' });
  const element = h('div', { class: 'page' },
    head('Dead letters', 'Work that used up its attempts, of the last 30 days. A redrive makes a new job of it, with the same input.',
      h('button', { type: 'button', click: () => load() }, 'Refresh')),
    h('section', { class: 'card', 'aria-label': 'Dead letters' }, list));
  const load = async () => {
    const found = [];
    let cursor = null;
    const more = async () => {
      try {
        const page = await get(path('/v1/dead-letters', { cursor }), { signal: ending.signal });
        found.push(...page.data);
        cursor = page.nextCursor;
        replace(list, found.length > 0 ? found.map(one) : empty('Nothing has died', 'Work that fails again and again would be here.'),
          cursor && h('button', { type: 'button', click: more }, 'Show more'));
      } catch (failure) {
        if (failure.name === 'AbortError') return;
        replace(list, failure.status === 403 ? h('p', { class: 'notice' }, 'This key may not operate: dead letters need a key with the scope “operate”.') : problem(failure));
      }
    };
    await more();
  };
  load();
  return { title: 'Dead letters', element, close: () => ending.abort() };
}

function one(letter) {
  const said = h('p', { role: 'status' });
  const more = h('div', {});
  const button = h('button', { type: 'button', class: 'primary', 'aria-label': `Redrive ${letter.id}`, click: async () => {
    button.disabled = true;
    try {
      const job = await post(`/v1/dead-letters/${part(letter.id)}/redrive`);
      replace(said, 'Runs again as ', jobLink(job.id));
      announce('It runs again.');
    } catch (failure) {
      button.disabled = false;
      replace(said, problem(failure));
    }
  } }, 'Redrive');
  const details = h('details', { toggle: async () => {
    if (!details.open || more.childElementCount > 0) return;
    try {
      const whole = await get(`/v1/dead-letters/${part(letter.id)}`);
      replace(more, facts([['Input', input(whole.input)]]), whole.attempts && attempts(whole.attempts));
    } catch (failure) {
      replace(more, problem(failure));
    }
  } }, h('summary', {}, `${letter.attemptCount} ${letter.attemptCount === 1 ? 'attempt' : 'attempts'}, ${letter.jobs.length} ${letter.jobs.length === 1 ? 'job' : 'jobs'} waited for it`), more,
  h('p', { class: 'row small' }, letter.jobs.slice(0, 20).map((id) => jobLink(id))));
  return h('article', { class: 'letter stack', 'aria-label': `Dead letter ${letter.id}` },
    h('div', { class: 'row between' },
      h('div', {}, h('h2', {}, `${letter.model} ${letter.modelVersion} · ${letter.error.code}`),
        h('p', { class: 'muted small' }, h('code', {}, letter.id), ` · ${letter.lane} · died `, h('time', { datetime: letter.diedAt, title: moment(letter.diedAt) }, ago(letter.diedAt)))),
      button),
    h('p', { class: 'wrap' }, letter.error.detail), said, details);
}

function input({ media, tensors = [] } = {}) {
  if (media) return `${media.contentType}, ${bytes(media.bytes)}`;
  return tensors.map(({ name, datatype, shape, bytes: size }) => `${name} ${datatype} [${shape.join(' × ')}] ${bytes(size)}`).join('; ');
}

function attempts(list) {
  return table('Attempts', [
    ['Attempt', (attempt) => attempt.n],
    ['Worker', (attempt) => h('span', { class: 'wrap' }, attempt.worker)],
    ['Began', (attempt) => moment(attempt.startedAt)],
    ['Failed with', (attempt) => h('span', { class: 'wrap long' }, attempt.error ? `${attempt.error.detail} (${attempt.error.code})` : '–')],
  ], list);
}
