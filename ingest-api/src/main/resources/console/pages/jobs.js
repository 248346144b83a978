/** Jobs, newest first: by id, state, model and metadata; an operator's, of any tenant. */
import { get, path } from '../api.js';
import { h, replace } from '../dom.js';
import { ago, duration, moment } from '../format.js';
import { empty, head, jobLink, problem, state, table } from '../parts.js';
import { caller } from '../session.js';

const STATES = ['queued', 'running', 'succeeded', 'failed', 'canceled', 'expired'];
const PAGE = 50;

export function jobs({ parameters }) {
  const ending = new AbortController();
  const wanted = Object.fromEntries(['state', 'model', 'metadata', 'tenant'].map((name) => [name, parameters.get(name) ?? '']));
  const results = h('div', { class: 'stack' });
  const id = h('input', { id: 'find', type: 'search', placeholder: 'job_…', spellcheck: 'false', autocomplete: 'off' });
  const stateOf = h('select', { id: 'state' }, h('option', { value: '' }, 'any'), STATES.map((name) => h('option', { value: name, selected: name === wanted.state }, name)));
  const model = h('select', { id: 'model' }, h('option', { value: '' }, 'any'));
  const metadata = h('input', { id: 'metadata', type: 'search', placeholder: 'customer=42', value: wanted.metadata, spellcheck: 'false', autocomplete: 'off' });
  const tenant = h('input', { id: 'tenant', type: 'search', placeholder: caller().tenant, value: wanted.tenant, list: 'tenants', spellcheck: 'false', autocomplete: 'off' });
  const tenants = h('datalist', { id: 'tenants' });
  const whose = wanted.tenant === '' ? 'your tenant' : `the tenant ${wanted.tenant}`;
  const element = h('div', { class: 'page' },
    head('Jobs', `The jobs of ${whose}, newest first. They are kept for a while after they ended.`),
    h('section', { class: 'card', 'aria-label': 'Which jobs' },
      h('form', { class: `filters${caller().operator ? ' operator' : ''}`, role: 'search', submit: (event) => {
        event.preventDefault();
        const other = another(tenant.value.trim());
        location.hash = id.value.trim() !== ''
          ? path(`#/jobs/${id.value.trim()}`, { tenant: other })
          : path('#/jobs', { tenant: other, state: stateOf.value, model: model.value, metadata: metadata.value.trim() });
      } },
      h('div', { class: 'field' }, h('label', { for: 'find' }, 'Id'), id),
      caller().operator && h('div', { class: 'field' }, h('label', { for: 'tenant' }, 'Tenant'), tenant, tenants),
      h('div', { class: 'field' }, h('label', { for: 'state' }, 'State'), stateOf),
      h('div', { class: 'field' }, h('label', { for: 'model' }, 'Model'), model),
      h('div', { class: 'field' }, h('label', { for: 'metadata' }, 'Metadata'), metadata),
      h('button', { class: 'primary', type: 'submit' }, 'Find'))),
    h('section', { class: 'card', 'aria-label': 'Found jobs' }, results));

  get('/v1/models', { signal: ending.signal }).then(({ data }) => model.append(...data.map(({ name }) => h('option', { value: name, selected: name === wanted.model }, name)))).catch(() => {});
  if (caller().operator) {
    get('/v1/keys', { signal: ending.signal }).then(({ data }) => replace(tenants, [...new Set(data.map((key) => key.tenant))].sort().map((value) => h('option', { value })))).catch(() => {});
  }
  list(results, wanted, ending.signal);
  return { title: 'Jobs', element, close: () => ending.abort() };
}

/** Only what is not the caller's own has to be named. */
function another(tenant) {
  return tenant === caller().tenant ? '' : tenant;
}

async function list(results, wanted, signal) {
  const found = [];
  let cursor = null;
  const more = async () => {
    try {
      const page = await get(path('/v1/jobs', { ...wanted, limit: PAGE, cursor }), { signal });
      found.push(...page.data);
      cursor = page.nextCursor;
      replace(results, found.length > 0 ? rows(found, wanted.tenant) : nothing(wanted, cursor), cursor && h('div', { class: 'row' }, h('button', { type: 'button', click: more }, found.length > 0 ? 'Show more' : 'Look further')));
    } catch (failure) {
      if (failure.name !== 'AbortError') replace(results, problem(failure));
    }
  };
  await more();
}

function nothing(wanted, further) {
  const filtered = Object.values(wanted).some((value) => value !== '');
  return filtered
    ? empty('No job fits', further ? 'None among the newest that were looked at.' : 'Try with less.')
    : empty('No jobs yet', 'What you submit shows here at once.', h('a', { href: '#/playground' }, 'Try one in the playground'));
}

function rows(found, tenant) {
  return table('Jobs', [
    ['Job', (job) => jobLink(job.id, tenant)],
    ['State', (job) => state(job.state)],
    ['Model', (job) => job.model || '–'],
    ['Lane', (job) => job.lane ?? '–'],
    ['Cache', (job) => job.cache?.status ?? '–'],
    ['Created', (job) => h('time', { datetime: job.createdAt, title: moment(job.createdAt) }, ago(job.createdAt)), { n: true }],
    ['Took', (job) => duration(job.timings?.totalMs / 1000), { n: true }],
    ['Metadata', (job) => h('span', { class: 'small muted wrap long' }, Object.entries(job.metadata).map(([name, value]) => `${name}=${value}`).join(' ')) ],
  ], found);
}
