/** One batch while it runs, and what ended otherwise than completed. */
import { get, part, path, post, send } from '../api.js';
import { h, replace } from '../dom.js';
import { count, decimal, duration, moment } from '../format.js';
import { card, every, facts, head, jobLink, problem, state, table } from '../parts.js';
import { progress } from './batches.js';

const ROUND = 1000;
const SHOWN = 50;

/** The last lines may be listed a moment after the counts. */
const AFTER_THE_END = 5;

export function batch({ part: id }) {
  const ending = new AbortController();
  const top = h('div', { class: 'page' }, head('Batch', h('code', { class: 'wrap' }, id)));
  const lines = h('div', { class: 'page' });
  const element = h('div', { class: 'page' }, top, lines);
  const { signal } = ending;
  let seen = null;
  const act = (work) => work().then(() => { seen = null; }).catch((failure) => top.append(problem(failure)));
  let roundsLeft = AFTER_THE_END;
  const stop = every(ROUND, async () => {
    if (seen?.terminal && roundsLeft === 0) return;
    try {
      const now = await get(`/v1/batches/${part(id)}`, { signal });
      const changed = seen?.version !== now.version;
      seen = now;
      if (changed) {
        draw(top, now, act);
        roundsLeft = AFTER_THE_END;
      }
      if (changed || now.terminal) await ended(lines, now, signal);
      roundsLeft = Math.max(0, roundsLeft - 1);
    } catch (failure) {
      if (failure.name !== 'AbortError') replace(lines, problem(failure));
    }
  });
  return { title: 'Batch', element, close: () => { stop(); ending.abort(); } };
}

function draw(top, batch, act) {
  const { total, queued, running, completed, failed, canceled, expired } = batch.request_counts;
  const self = `/v1/batches/${batch.id}`;
  const open = failed + canceled + expired;
  replace(top,
    head('Batch', h('code', { class: 'wrap' }, batch.id),
      h('a', { href: '#/batches' }, 'All batches'),
      batch.status === 'open' && !batch.input && h('button', { type: 'button', click: () => act(() => post(`${self}/finalize`)) }, 'Finalize'),
      !batch.terminal && h('button', { type: 'button', class: 'danger', click: () => act(() => post(`${self}/cancel`)) }, 'Cancel'),
      batch.terminal && open > 0 && h('button', { type: 'button', click: () => act(() => post(`${self}/retry-failed`)) }, 'Retry what failed'),
      completed > 0 && h('button', { type: 'button', click: () => act(() => download(batch)) }, 'Download results')),
    h('p', { class: 'row' }, state(batch.status), h('span', { class: 'muted' }, batch.terminal ? `ended ${moment(batch.finishedAt)}` : `${decimal(batch.linesPerSecond)} lines a second, ${duration(batch.etaSeconds)} left`)),
    batch.error && problem(batch.error),
    batch.output?.error && problem(batch.output.error),
    progress(batch),
    h('dl', { class: 'tiles' }, [['Lines', total], ['Completed', completed], ['Running', running], ['Queued', queued], ['Failed', failed], ['Canceled or expired', canceled + expired]]
      .map(([name, value]) => h('div', { class: 'card tile' }, h('dt', {}, name), h('dd', { class: 'value' }, count(value))))),
    card('Facts', facts([
      ['Created', moment(batch.createdAt)],
      ['Finalized', batch.finalizedAt && moment(batch.finalizedAt)],
      ['Expires', batch.deadline && !batch.terminal ? moment(batch.deadline) : null],
      ['Lines from', batch.input?.url],
      ['Results to', batch.output && `${batch.output.url}${batch.output.written ? ', written' : ''}`],
      ['Cache', batch.cache && Object.entries(batch.cache).map(([name, value]) => `${count(value)} ${name}`).join(', ')],
      ...Object.entries(batch.metadata ?? {}),
    ])));
}

async function ended(lines, batch, signal) {
  const self = `/v1/batches/${part(batch.id)}`;
  const read = async (list) => (await (await send('GET', path(`${self}/${list}`, { limit: SHOWN }), { signal })).text()).trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const [errors, results] = await Promise.all([read('errors'), read('results')]);
  replace(lines,
    errors.length > 0 && card('Lines that ended otherwise', rows(errors)),
    results.length > 0 && card(results.length < SHOWN ? 'Completed lines' : `The first ${SHOWN} completed lines`, rows(results)));
}

function rows(ended) {
  return table('Lines', [
    ['Line', (one) => one.line],
    ['Custom id', (one) => h('span', { class: 'wrap' }, one.custom_id)],
    ['State', (one) => state(one.job.state)],
    ['Job', (one) => jobLink(one.job.id)],
    ['Answer', (one) => h('span', { class: 'wrap long' }, answer(one.job))],
  ], ended);
}

function answer(job) {
  if (job.error) return job.error.detail;
  if (job.detections) return job.detections.map((one) => one.label).join(', ') || 'nothing found';
  if (job.classes) return `${job.classes[0]?.label} (${decimal(100 * (job.classes[0]?.score ?? 0), 0)} %)`;
  return job.outputs ? `${job.outputs.length} outputs` : '–';
}

async function download(batch) {
  const parts = [];
  let after = null;
  for (;;) {
    const response = await send('GET', path(`/v1/batches/${part(batch.id)}/results`, { after }));
    const text = await response.text();
    const next = response.headers.get('Forebay-Next-Cursor');
    if (text === '' || next === null || next === after) break;
    parts.push(text);
    after = next;
  }
  const url = URL.createObjectURL(new Blob(parts, { type: 'application/x-ndjson' }));
  const link = h('a', { href: url, download: `${batch.id}.jsonl` });
  link.click();
  URL.revokeObjectURL(url);
}
