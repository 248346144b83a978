/** Batches and how far they are; and a way to run one. */
import { get, post } from '../api.js';
import { h, replace } from '../dom.js';
import { ago, count, decimal, duration, shortId } from '../format.js';
import { bar, empty, every, head, problem, state, table } from '../parts.js';

const ROUND = 2000;

export function batches() {
  const ending = new AbortController();
  const list = h('div', {});
  const chooser = h('input', { type: 'file', id: 'lines', class: 'hidden', tabindex: '-1', accept: '.jsonl,.ndjson,.gz,.json', change: () => chooser.files[0] && upload(chooser.files[0]) });
  const said = h('div', { role: 'status' });
  const upload = async (file) => {
    replace(said, h('p', { class: 'notice' }, `Uploading ${file.name} …`));
    try {
      const headers = { 'Content-Type': 'application/x-ndjson', ...(file.name.endsWith('.gz') ? { 'Content-Encoding': 'gzip' } : {}) };
      const batch = await post('/v1/batches', { body: file, headers, signal: ending.signal });
      location.hash = `#/batches/${batch.id}`;
    } catch (failure) {
      if (failure.name !== 'AbortError') replace(said, problem(failure));
    }
    chooser.value = '';
  };
  const element = h('div', { class: 'page' },
    head('Batches', 'Many inferences at once, in the bulk lane: a file with one request a line. Results can be read while it runs.',
      h('button', { type: 'button', class: 'primary', click: () => chooser.click() }, 'Run a file'), h('label', { for: 'lines', class: 'hidden' }, 'A file of JSON lines'), chooser),
    said,
    h('section', { class: 'card', 'aria-label': 'Batches' }, list));
  const stop = every(ROUND, async () => {
    try {
      const { data } = await get('/v1/batches', { signal: ending.signal });
      if (!list.contains(document.activeElement) || list.childElementCount === 0) replace(list, data.length > 0 ? rows(data) : none());
    } catch (failure) {
      if (failure.name !== 'AbortError') replace(list, problem(failure));
    }
  });
  return { title: 'Batches', element, close: () => { stop(); ending.abort(); } };
}

function none() {
  return empty('No batches yet', 'A line looks like {"custom_id":"a","model":"digits","inputs":[…]} or has an image_base64.');
}

export function progress(batch) {
  const { total, queued, running, completed, failed, canceled, expired } = batch.request_counts;
  const words = `${count(completed)} of ${count(total)} completed, ${count(failed + canceled + expired)} ended otherwise`;
  return bar([['good', completed], ['bad', failed + expired], ['busy', running], ['wait', queued + canceled]], words);
}

function rows(data) {
  return table('Batches', [
    ['Batch', (batch) => h('a', { class: 'id', href: `#/batches/${batch.id}`, title: batch.id }, shortId(batch.id))],
    ['State', (batch) => state(batch.status)],
    ['Progress', (batch) => h('div', { class: 'progress' }, progress(batch))],
    ['Completed', (batch) => `${count(batch.request_counts.completed)} / ${count(batch.request_counts.total)}`, { n: true }],
    ['Failed', (batch) => count(batch.request_counts.failed), { n: true }],
    ['Lines/s', (batch) => (batch.terminal ? '–' : decimal(batch.linesPerSecond)), { n: true }],
    ['Left', (batch) => (batch.terminal ? '–' : duration(batch.etaSeconds)), { n: true }],
    ['Created', (batch) => ago(batch.createdAt), { n: true }],
  ], data);
}
