/** What can be asked for. */
import { get } from '../api.js';
import { h, replace } from '../dom.js';
import { count, duration } from '../format.js';
import { empty, facts, head, problem } from '../parts.js';

export function models() {
  const ending = new AbortController();
  const list = h('div', { class: 'stack' });
  const element = h('div', { class: 'page' }, head('Models', 'What is applied now: what each takes, how requests are joined, and what is kept.'), list);
  get('/v1/models', { signal: ending.signal })
    .then(({ data }) => replace(list, data.length > 0 ? data.map(one) : empty('No models yet', 'forebay models apply DIR applies one.')))
    .catch((failure) => failure.name === 'AbortError' || replace(list, problem(failure)));
  return { title: 'Models', element, close: () => ending.abort() };
}

function one(model) {
  return h('section', { class: 'card', 'aria-label': model.name },
    h('header', {}, h('h2', {}, model.name, h('span', { class: 'muted' }, ` · version ${model.version}`)),
      h('div', { class: 'row' }, h('a', { href: `#/jobs?model=${encodeURIComponent(model.name)}` }, 'Its jobs'), h('a', { href: `#/playground?model=${encodeURIComponent(model.name)}` }, 'Try it'))),
    model.description && h('p', { class: 'muted' }, model.description),
    h('div', { class: 'split model' },
      facts([
        ['Task', model.task ?? 'tensors in, tensors out'],
        ['Takes', model.accepts.join(', ')],
        ['Inputs', tensors(model.inputs)],
        ['Outputs', tensors(model.outputs)],
        ['Labels', model.labels > 0 ? count(model.labels) : null],
        ['Digest', h('code', { class: 'small' }, model.digest)],
      ]),
      facts([
        ['Batches', `up to ${model.batching.maxBatchSize}, ${model.batching.maxQueueDelay > 0 ? `waiting at most ${duration(model.batching.maxQueueDelay)} for more` : 'of what is there: none waits for more'}`],
        ['Cache', model.cache.ttl > 0 ? `${duration(model.cache.ttl)}, ${count(model.cache.maxEntries)} entries, per ${model.cache.scope === 'public' ? 'everybody' : 'tenant'}` : 'off'],
        ['Waits at most', duration(model.limits.queueTimeout)],
        ['Runs at most', duration(model.limits.runTimeout)],
        ['Attempts', model.limits.maxAttempts],
      ])));
}

function tensors(list) {
  return list.map(({ name, datatype, shape }) => h('div', {}, h('code', {}, name), ` ${datatype} [${shape.map((size) => (size < 0 ? 'any' : size)).join(' × ')}]`));
}
