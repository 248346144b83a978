/** One job from its beginning to its end; of another tenant's, which an operator looks at, how it went. */
import { get, part, path, post, send } from '../api.js';
import { announce, h, replace } from '../dom.js';
import { events } from '../events.js';
import { duration, millis, moment } from '../format.js';
import { card, copyButton, facts, head, jobLink, problem, state, table } from '../parts.js';
import { classList, decoded, detectionList, picture } from '../picture.js';
import { caller, keepPicture, may, pictureOf } from '../session.js';

const STEP = '30s';

export function job({ part: id, parameters }) {
  const named = parameters.get('tenant') ?? '';
  const tenant = named === caller().tenant ? '' : named;
  const ending = new AbortController();
  const element = h('div', { class: 'page' }, head('Job', h('code', {}, id)));
  const shown = { job: null, deliveries: [], tenant };
  const show = () => shown.job && draw(element, shown, { act, show });
  const act = async (work) => {
    try {
      await work();
    } catch (failure) {
      element.append(problem(failure));
    }
  };
  (tenant === '' ? follow : followAnothers)(id, shown, show, element, ending.signal);
  return { title: 'Job', element, close: () => ending.abort() };
}

async function follow(id, shown, show, element, signal) {
  try {
    shown.job = await get(`/v1/jobs/${part(id)}`, { signal });
    show();
    deliveries(id, shown, show, signal);
    if (!shown.job.terminal) {
      for await (const event of events(`/v1/jobs/${part(id)}/events`, signal)) {
        shown.job = event.data;
        show();
        announce(`The job is ${shown.job.state}.`);
      }
      deliveries(id, shown, show, signal);
    }
  } catch (failure) {
    if (failure.name !== 'AbortError') element.append(problem(failure));
  }
}

/** Its steps, its deliveries and what came of it are the tenant's alone. */
async function followAnothers(id, shown, show, element, signal) {
  try {
    for (let wait; !shown.job?.terminal && !signal.aborted; wait = STEP) {
      shown.job = await get(path(`/v1/jobs/${part(id)}`, { tenant: shown.tenant, wait }), { signal });
      show();
    }
  } catch (failure) {
    if (failure.name !== 'AbortError') element.append(problem(failure));
  }
}

async function deliveries(id, shown, show, signal) {
  try {
    shown.deliveries = (await get(`/v1/jobs/${part(id)}/deliveries`, { signal })).data;
    if (shown.deliveries.length > 0) show();
  } catch {
    // The job is shown without them.
  }
}

function draw(element, { job, deliveries: told, tenant }, { act, show }) {
  const changes = tenant === '' && may('submit');
  const actions = [
    h('a', { href: path('#/jobs', { tenant }) }, 'All jobs'),
    copyButton(() => job.id, 'id'),
    changes && !job.terminal && h('button', { type: 'button', class: 'danger', click: () => act(() => post(`/v1/jobs/${job.id}/cancel`)) }, 'Cancel'),
    changes && job.terminal && h('button', { type: 'button', class: 'danger', click: () => act(async () => {
      if (!confirm('Delete this job and its result? They cannot be read again.')) return;
      await send('DELETE', `/v1/jobs/${job.id}`);
      location.hash = '#/jobs';
    }) }, 'Delete'),
  ];
  replace(element,
    head('Job', h('code', { class: 'wrap' }, job.id), actions),
    h('p', { class: 'row' }, state(job.state), h('span', { class: 'muted' }, sentence(job))),
    job.error && problem(job.error),
    h('div', { class: 'split' },
      h('div', { class: 'stack' },
        tenant === '' ? result(job, show) : anothers(tenant),
        told.length > 0 && card('Deliveries', deliveryTable(told))),
      h('div', { class: 'stack' },
        card('Timeline', h('ol', { class: 'timeline' }, steps(job, told, tenant))),
        card('Facts', about(job, tenant)))));
}

function sentence(job) {
  if (!job.model) return job.terminal ? 'It never came to a model.' : 'It is safely stored; the dispatcher has not seen it yet.';
  const where = `${job.model} ${job.modelVersion}, ${job.lane} lane`;
  if (!job.terminal) return `${where}${job.queue ? ` · waits: ${job.queue.reason}` : ''}`;
  const how = job.cache?.status === 'hit' ? 'answered from the cache' : job.cache?.status === 'coalesced' ? 'shared the run of an equal job' : 'computed';
  return job.state === 'succeeded' ? `${where} · ${how} in ${millis(job.timings?.totalMs)}` : where;
}

function anothers(tenant) {
  return card('Result', h('p', { class: 'muted' }, `The job is of the tenant ${tenant}: you see how it went. What came of it, and whom it told, is the tenant's alone.`));
}

/** Each as [at, kind, title, more]. */
function steps(job, told, tenant) {
  const list = [[job.createdAt, 'wait', 'Accepted', job.redriveOf ? ['again, after ', jobLink(job.redriveOf, tenant)] : null]];
  const attempts = job.attempts ?? [];
  for (const attempt of attempts) {
    const last = attempt === attempts.at(-1);
    list.push([attempt.startedAt, 'busy', `Attempt ${attempt.n} began`, `on ${attempt.worker}${last && job.batchSize ? `, in a batch of ${job.batchSize}` : ''}`]);
    if (attempt.error) list.push([attempt.endedAt, 'bad', `Attempt ${attempt.n} failed`, `${attempt.error.detail} (${attempt.error.code})`]);
  }
  if (attempts.length === 0 && job.startedAt) list.push([job.startedAt, 'busy', 'Began', null]);
  if (job.finishedAt) {
    const kind = job.state === 'succeeded' ? 'good' : 'bad';
    const by = job.cache?.computedBy && job.cache.computedBy !== job.id ? ['the result of ', jobLink(job.cache.computedBy, tenant)] : null;
    list.push([job.finishedAt, kind, `Ended: ${job.state}`, by]);
  }
  for (const delivery of told) {
    for (const attempt of delivery.attempts) {
      list.push([attempt.startedAt, attempt.status >= 200 && attempt.status < 300 ? 'good' : 'bad', `Told ${delivery.url}`, `${attempt.status ?? attempt.error ?? 'no answer'} after ${millis(attempt.tookMs)}`]);
    }
  }
  return list.sort(([a], [b]) => (a ?? '').localeCompare(b ?? '')).map(([at, kind, title, more], index, all) => {
    const before = index > 0 ? (new Date(at) - new Date(all[index - 1][0])) / 1000 : null;
    return h('li', { class: kind }, h('h3', {}, title), more && h('p', { class: 'wrap' }, more),
      h('p', { class: 'at' }, h('time', { datetime: at }, moment(at)), before !== null && at ? ` · ${duration(before)} later` : ''));
  });
}

function about(job, tenant) {
  const t = job.timings ?? {};
  const then = job.cache?.status === 'hit' ? ', when it was computed' : '';
  return facts([
    ['Tenant', tenant],
    ['Model', job.model && `${job.model} · ${job.modelVersion}`],
    ['Lane', job.lane],
    ['Cache', job.cache && `${job.cache.status}${job.cache.age === undefined ? '' : `, ${duration(job.cache.age)} old`}`],
    ['Waited', t.queueMs === undefined ? null : millis(t.queueMs)],
    ['In the batcher', t.batchWaitMs === undefined ? null : `${millis(t.batchWaitMs)}${then}`],
    ['In the model', t.inferMs === undefined ? null : `${millis(t.inferMs)}, batch of ${job.batchSize}${then}`],
    ['Altogether', t.totalMs === undefined ? null : millis(t.totalMs)],
    ['Runs on', job.provenance && `${job.provenance.executionProvider} ${job.provenance.precision}`],
    ['Flight', job.flight && h('code', { class: 'small', title: 'Jobs of the same content share one flight' }, job.flight)],
    ['Batch', job.batch && [tenant === '' ? h('a', { class: 'id', href: `#/batches/${job.batch.id}` }, job.batch.id) : h('code', {}, job.batch.id), ` line ${job.batch.line} (${job.batch.customId})`]],
    ['Start by', job.startBy && !job.terminal ? moment(job.startBy) : null],
    ['Kept until', job.expiresAt && moment(job.expiresAt)],
    ...Object.entries(job.metadata).map(([name, value]) => [name, h('code', {}, value)]),
  ]);
}

function result(job, show) {
  if (job.state !== 'succeeded') {
    return h('section', { class: 'card', 'aria-label': 'Result' }, h('h2', {}, 'Result'), h('p', { class: 'muted' }, job.terminal ? 'There is none.' : 'It shows here when the job has ended.'));
  }
  const place = h('div', { class: 'stack' });
  const sent = pictureOf(job.id);
  const fill = (image) => {
    const drawn = job.detections && picture(image, job.detections, image ? 'The picture that you sent' : 'The boxes, without the picture');
    replace(place,
      drawn?.element ?? (image && picture(image, [], 'The picture that you sent').element),
      (job.detections || job.classes) && !image && absent(job, show),
      job.detections && detectionList(job.detections, drawn.highlight),
      job.classes && classList(job.classes),
      !job.detections && !job.classes && outputs(job),
      h('details', {}, h('summary', {}, 'As JSON'), h('pre', { class: 'tall', tabindex: '0', 'aria-label': 'The job as JSON' }, JSON.stringify(job, null, 2))));
  };
  fill(null);
  if (sent) decoded(sent.url).then(fill, () => {});
  return card('Result', place);
}

/** Honest about what is not kept, and a way to see it all the same. */
function absent(job, show) {
  const chooser = h('input', { type: 'file', accept: 'image/*', id: 'again', class: 'hidden', tabindex: '-1', change: () => {
    if (chooser.files[0]) {
      keepPicture(job.id, chooser.files[0]);
      show();
    }
  } });
  return h('div', { class: 'notice small stack' },
    h('p', {}, 'The picture itself is not here. Forebay keeps results, not inputs: a picture shows only in the tab that sent it. If you have the file, it can be laid under the boxes; it does not leave this page.'),
    h('div', { class: 'row' }, h('button', { type: 'button', click: () => chooser.click() }, 'Lay a file under the boxes'), h('label', { for: 'again', class: 'hidden' }, 'The picture of this job'), chooser));
}

function outputs(job) {
  return table('Outputs', [
    ['Output', (one) => one.name],
    ['Type', (one) => `${one.datatype} [${one.shape.join(' × ')}]`],
    ['Begins with', (one) => h('code', { class: 'small wrap' }, (one.data ?? []).slice(0, 8).map((value) => (typeof value === 'number' ? Number(value.toPrecision(5)) : String(value))).join(', '))],
  ], job.outputs ?? []);
}

function deliveryTable(told) {
  return table('Deliveries', [
    ['To', (one) => h('span', { class: 'wrap' }, one.url)],
    ['Event', (one) => one.event],
    ['State', (one) => state(one.state)],
    ['Attempts', (one) => one.attempts.length, { n: true }],
    ['Next', (one) => (one.nextAttemptAt ? moment(one.nextAttemptAt) : '–'), { n: true }],
  ], told);
}
