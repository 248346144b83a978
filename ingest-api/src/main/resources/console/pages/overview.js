/** The pipeline as it is now: what waits, what runs it, what ended and how long it took. */
import { get } from '../api.js';
import { chart } from '../charts.js';
import { h, replace, setText } from '../dom.js';
import { ago, count, decimal, duration, percent, time } from '../format.js';
import { bar, every, problem, state, table } from '../parts.js';

const ROUND = 1000;
const STEPS = 30;

export function overview() {
  const ending = new AbortController();
  const at = h('span', { class: 'muted small' });
  const live = h('span', {}, state('live', { live: true }));
  const pause = h('button', { type: 'button', 'aria-pressed': 'false', click: () => {
    const paused = pause.getAttribute('aria-pressed') !== 'true';
    pause.setAttribute('aria-pressed', String(paused));
    pause.textContent = paused ? 'Go on' : 'Pause';
    replace(live, paused ? state('paused') : state('live', { live: true }));
  } }, 'Pause');
  const fault = h('div', {});
  const tiles = tileBoard();
  const charts = [
    chart('Ended a second', [{ name: 'succeeded', colour: 'good' }, { name: 'from the cache', colour: 'accent' }, { name: 'failed', colour: 'bad' }], { format: (value) => decimal(value), area: false }),
    chart('How long jobs took', [{ name: 'half within', colour: 'good' }, { name: '95 % within', colour: 'busy' }, { name: '99 % within', colour: 'wait' }], { format: duration }),
  ];
  const lanes = h('div', {});
  const workers = h('div', {});
  const workerCard = h('section', { class: 'card', 'aria-label': 'Workers', hidden: true }, h('h2', {}, 'Workers'), workers);
  const scaling = h('div', {});
  const scalingCard = h('section', { class: 'card', 'aria-label': 'Scaling', hidden: true }, h('h2', {}, 'Scaling'), scaling);
  const element = h('div', { class: 'page' },
    h('div', { class: 'head' }, h('div', {}, h('h1', {}, 'Overview'), h('p', { class: 'row' }, live, at)), pause),
    fault, tiles.element,
    h('div', { class: 'charts' }, charts.map((one) => one.figure)),
    h('section', { class: 'card', 'aria-label': 'Lanes' }, h('h2', {}, 'Lanes'), lanes),
    workerCard, scalingCard);

  const stop = every(ROUND, async () => {
    if (pause.getAttribute('aria-pressed') === 'true') return;
    try {
      const seen = await get('/v1/overview', { signal: ending.signal });
      setText(at, `at ${time(seen.at)}, rates over the last minute`);
      replace(fault, !seen.pulse && h('p', { class: 'notice' }, 'What ended is not known now: the view is away. What waits is.'));
      tiles.show(seen);
      const [throughput, latency] = series(seen);
      charts[0].show(throughput);
      charts[1].show(latency);
      if (!selecting(lanes)) replace(lanes, laneTable(seen.lanes));
      workerCard.hidden = seen.workers === undefined;
      if (seen.workers && !selecting(workers)) replace(workers, seen.workers.length > 0 ? workerTable(seen.workers) : h('p', { class: 'muted' }, 'None has computed anything in the last minute.'));
      scalingCard.hidden = seen.scaling === undefined;
      if (seen.scaling && !selecting(scaling)) replace(scaling, scalingTable(seen.scaling, unfolded(scaling)));
    } catch (failure) {
      if (failure.name !== 'AbortError') replace(fault, problem(failure));
    }
  });
  return { title: 'Overview', element, close: () => { stop(); ending.abort(); charts.forEach((one) => one.close()); } };
}

/** Whether somebody is reading just here: then it is left as it is. */
function selecting(element) {
  const selection = getSelection();
  return element.contains(document.activeElement) || (selection.type === 'Range' && element.contains(selection.anchorNode));
}

function tileBoard() {
  const tile = (name, hint) => {
    const value = h('span', { class: 'value' });
    const more = h('span', { class: 'more' });
    return { value, more, element: h('div', { class: 'card tile', title: hint }, h('dt', {}, name), h('dd', {}, value), h('dd', {}, more)) };
  };
  const waiting = tile('Waiting', 'Flights in the lanes, not yet taken by a worker');
  const ended = tile('Throughput', 'Jobs that ended');
  const took = tile('Latency', 'From acceptance to the end, of those that succeeded');
  const cache = tile('From the cache', 'Of those that succeeded, without a run of their own');
  const fill = tile('Batch fill', 'How full the batches were that ran');
  const dead = tile('Dead letters', 'Work that used up its attempts');
  const told = tile('Webhooks', 'Deliveries in the last minute');
  const set = (one, value, more) => { setText(one.value, value); setText(one.more, more); };
  return {
    element: h('dl', { class: 'tiles' }, [waiting, ended, took, cache, fill, dead, told].map((one) => one.element)),
    show({ totals, deadLetters, deliveries }) {
      const { ended: how, cache: by } = totals;
      const good = by.hit + by.coalesced + by.miss;
      set(waiting, count(totals.waiting), totals.oldestSeconds === undefined ? 'nothing waits' : `the oldest for ${duration(totals.oldestSeconds)}`);
      set(ended, `${decimal(totals.endedPerSecond)}/s`, how.failed + how.expired > 0 ? `${count(how.failed)} failed, ${count(how.expired)} expired` : 'none failed');
      set(took, duration(totals.latency?.p50), totals.latency ? `95 % in ${duration(totals.latency.p95)}, 99 % in ${duration(totals.latency.p99)}` : 'nothing ended');
      set(cache, good > 0 ? percent((by.hit + by.coalesced) / good) : '–', `${count(by.hit)} hits, ${count(by.coalesced)} shared runs`);
      set(fill, totals.batches ? percent(totals.batches.fill) : '–', totals.batches ? `${decimal(totals.batches.meanSize)} in a batch, ${decimal(totals.batches.perSecond)} batches/s` : 'none ran');
      dead.element.hidden = deadLetters === undefined;
      if (deadLetters) set(dead, count(deadLetters.lastHour), `in the last hour, ${count(deadLetters.kept)} kept`);
      told.element.hidden = deliveries === undefined;
      if (deliveries) set(told, count(deliveries.delivered), `${count(deliveries.retrying)} to be retried, ${count(deliveries.givenUp)} given up`);
    },
  };
}

/** The five minutes that end now, with the steps in which nothing ended; the step that is not over is left out. */
function series({ at, series: { stepSeconds, points } }) {
  const byTime = new Map(points.map((point) => [Date.parse(point.at) / 1000, point]));
  const end = Math.floor(Date.parse(at) / 1000 / stepSeconds) * stepSeconds;
  const times = Array.from({ length: STEPS - 1 }, (_, index) => end - (STEPS - 1 - index) * stepSeconds);
  const of = (read, missing) => times.map((begin) => (byTime.has(begin) ? read(byTime.get(begin)) ?? missing : missing));
  return [
    [times, of(({ ended }) => ended.succeeded / stepSeconds, 0), of(({ cache }) => (cache.hit + cache.coalesced) / stepSeconds, 0), of(({ ended }) => (ended.failed + ended.expired) / stepSeconds, 0)],
    [times, of(({ latency }) => latency?.p50, null), of(({ latency }) => latency?.p95, null), of(({ latency }) => latency?.p99, null)],
  ];
}

function laneTable(lanes) {
  return table('Lanes', [
    ['Model', (one) => one.model],
    ['Lane', (one) => one.lane],
    ['Waiting', (one) => count(one.waiting), { n: true }],
    ['Oldest', (one) => (one.oldestSeconds === undefined ? '–' : duration(one.oldestSeconds)), { n: true }],
    ['Wait now', (one) => duration(one.predictedWait), { n: true }],
    ['Ended/s', (one) => decimal(one.endedPerSecond), { n: true }],
    ['Half within', (one) => duration(one.latency?.p50), { n: true }],
    ['95 %', (one) => duration(one.latency?.p95), { n: true }],
    ['Batch', (one) => (one.batches ? `${decimal(one.batches.meanSize)} of ${count(one.batches.maxSize)}` : '–'), { n: true }],
    ['Cache', (one) => cached(one.cache), { n: true }],
    ['Workers', (one) => count(one.workers), { n: true }],
  ], lanes);
}

/** The lanes whose reasons somebody has opened. */
function unfolded(element) {
  return new Set([...element.querySelectorAll('details[open]')].map((one) => one.dataset.lane));
}

function scalingTable(lanes, open) {
  return table('Scaling', [
    ['Lane', (one) => one.lane],
    ['Wanted', (one) => count(one.replicas), { n: true }],
    ['There', (one) => count(one.workers), { n: true }],
    ['Why', (one) => h('details', { 'data-lane': one.lane, open: open.has(one.lane) }, h('summary', {}, 'every term'), h('ul', { class: 'small' }, one.why.map((line) => h('li', {}, line))))],
  ], lanes);
}

function cached({ hit, coalesced, miss }) {
  const all = hit + coalesced + miss;
  return all > 0 ? percent((hit + coalesced) / all) : '–';
}

function workerTable(workers) {
  return table('Workers', [
    ['Worker', (one) => h('span', { class: 'mono small' }, one.id)],
    ['Runs', (one) => one.model],
    ['Busy', (one) => h('div', { class: 'load' }, bar([['accent', one.busy], ['none', Math.max(0, 1 - one.busy)]], `busy ${percent(one.busy)}`), h('span', {}, percent(one.busy)))],
    ['Jobs/s', (one) => decimal(one.jobsPerSecond), { n: true }],
    ['Batches/s', (one) => decimal(one.batchesPerSecond), { n: true }],
    ['In a batch', (one) => decimal(one.meanBatchSize), { n: true }],
    ['Last', (one) => ago(one.lastAt), { n: true }],
  ], workers);
}
