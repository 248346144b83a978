/** Try a model: a picture or a request, what comes back, and the same as a command. */
import { get, path, part, post } from '../api.js';
import { announce, h, replace } from '../dom.js';
import { events } from '../events.js';
import { bytes, millis } from '../format.js';
import { card, copyButton, head, jobLink, problem, state } from '../parts.js';
import { classList, decoded, detectionList, picture } from '../picture.js';
import { keepPicture } from '../session.js';

const SAMPLES = ['coffee-break.jpg', 'night-launch.jpg', 'pavilion.jpg', 'gravel-upright.jpg', 'digit-4.png', 'digit-7.png'];
const LANES = ['interactive', 'bulk'];

export function playground({ parameters }) {
  const ending = new AbortController();
  const form = h('div', { class: 'stack' });
  const answer = h('section', { class: 'card stack', 'aria-label': 'The answer' },
    h('h2', {}, 'The answer'), h('p', { class: 'muted' }, 'Send something, and it shows here as it comes.'));
  const element = h('div', { class: 'page' },
    head('Playground', 'Send a picture or a request to a model and watch it come back. What you send is a job like any other, and counts as one.'),
    h('div', { class: 'split ask' }, form, answer));
  let run = new AbortController();

  get('/v1/models', { signal: ending.signal }).then(({ data }) => {
    if (data.length === 0) {
      replace(form, h('p', { class: 'notice' }, 'No model is applied yet: ', h('code', {}, 'forebay models apply DIR'), ' applies one.'));
      return;
    }
    replace(form, controls(data, parameters.get('model'), (request) => {
      run.abort();
      run = new AbortController();
      perform(request, answer, AbortSignal.any([run.signal, ending.signal]));
    }));
  }).catch((failure) => failure.name === 'AbortError' || replace(form, problem(failure)));

  return { title: 'Playground', element, close: () => ending.abort() };
}

function controls(models, wanted, submit) {
  const takesPictures = (model) => model.accepts.some((type) => type.startsWith('image/'));
  const chosen = models.find((model) => model.name === wanted) ?? models.find((model) => model.task === 'object-detection') ?? models[0];
  const select = h('select', { id: 'model', change: () => choose() },
    models.map((model) => h('option', { value: model.name, selected: model === chosen }, `${model.name} · version ${model.version}`)));
  const lane = h('select', { id: 'lane', change: () => told() }, LANES.map((name) => h('option', { value: name }, name)));
  const fresh = h('input', { id: 'fresh', type: 'checkbox', change: () => told() });
  const input = h('div', { class: 'stack' });
  const curl = h('pre', { tabindex: '0', 'aria-label': 'The same as a command' }, h('code', {}));
  let file = null;

  const model = () => models.find((one) => one.name === select.value);
  const request = () => ({
    model: model(), file, lane: lane.value, fresh: fresh.checked,
    json: takesPictures(model()) ? null : input.querySelector('textarea').value,
  });
  const told = () => { curl.firstChild.textContent = command(request()); };
  const take = (next, thenSend) => {
    file = next;
    input.querySelectorAll('.samples button').forEach((button) => button.setAttribute('aria-pressed', String(button.dataset.name === next.name)));
    input.querySelector('.chosen').textContent = `${next.name}, ${bytes(next.size)}`;
    told();
    if (thenSend) submit(request());
  };
  const choose = () => {
    file = null;
    replace(input, takesPictures(model()) ? pictureInput(take) : tensorInput(model(), told));
    told();
  };

  choose();
  return [
    h('section', { class: 'card stack', 'aria-label': 'The request' }, h('h2', {}, 'The request'),
      h('div', { class: 'field' }, h('label', { for: 'model' }, 'Model'), select),
      input,
      h('div', { class: 'row low' },
        h('div', { class: 'field' }, h('label', { for: 'lane' }, 'Lane'), lane),
        h('label', { for: 'fresh', class: 'row check' }, fresh, 'Compute anew, not from the cache')),
      h('div', { class: 'row' }, h('button', { class: 'primary', type: 'button', click: () => {
        if (takesPictures(model()) && file === null) {
          input.querySelector('.chosen').textContent = 'Choose a picture first.';
          input.querySelector('.drop button').focus();
          return;
        }
        submit(request());
      } }, 'Send'))),
    card('The same as a command', h('div', { class: 'stack' }, curl,
      h('div', { class: 'row' }, copyButton(() => command(request()), 'curl'), h('span', { class: 'muted small' }, 'with your key in FOREBAY_API_KEY')))),
  ];
}

function pictureInput(take) {
  const chooser = h('input', { type: 'file', id: 'file', accept: 'image/*', class: 'hidden', tabindex: '-1', change: () => chooser.files[0] && take(chooser.files[0], true) });
  const drop = h('div', { class: 'drop',
    dragover: (event) => { event.preventDefault(); drop.classList.add('over'); },
    dragleave: () => drop.classList.remove('over'),
    drop: (event) => {
      event.preventDefault();
      drop.classList.remove('over');
      const [file] = event.dataTransfer.files;
      if (file) take(file, true);
    },
  },
  h('p', {}, 'Drop a picture here, or'),
  h('button', { type: 'button', click: () => chooser.click() }, 'Choose a file'), chooser,
  h('label', { for: 'file', class: 'hidden' }, 'A picture'),
  h('p', { class: 'small chosen', role: 'status' }, 'Nothing is chosen yet.'));
  return [drop, h('div', { class: 'stack' }, h('h3', {}, 'Or one of these'),
    h('div', { class: 'samples' }, SAMPLES.map((name) => h('button', {
      type: 'button', 'aria-pressed': 'false', 'data-name': name,
      click: async () => {
        const blob = await (await fetch(`/console/samples/${name}`)).blob();
        take(new File([blob], name, { type: blob.type }), true);
      },
    }, h('img', { src: `/console/samples/${name}`, alt: '', loading: 'lazy' }), name.replace(/\..*/, '')))))];
}

/** Fitting zeros, to begin with. */
function tensorInput(model, told) {
  const inputs = model.inputs.map(({ name, datatype, shape }) => {
    const fixed = shape.map((size) => (size < 0 ? 1 : size));
    const size = fixed.reduce((a, b) => a * b, 1);
    return { name, shape: fixed, datatype, data: size <= 1024 ? new Array(size).fill(datatype === 'BYTES' ? '' : datatype === 'BOOL' ? false : 0) : [] };
  });
  const text = JSON.stringify({ inputs }, null, 1).replace(/\n\s+(?=[\d"\]-])(?=[^:]*\n)/g, (space) => space);
  return h('div', { class: 'field' }, h('label', { for: 'json' }, 'The request, as the Open Inference Protocol has it'),
    h('textarea', { id: 'json', spellcheck: 'false', input: told }, text));
}

function target({ model }) {
  return `/v1/models/${part(model.name)}/jobs`;
}

function command({ model, file, json, lane, fresh }) {
  const headers = [
    `-H 'Content-Type: ${json === null ? (file?.type || 'image/jpeg') : 'application/json'}'`,
    '-H "Authorization: Bearer $FOREBAY_API_KEY"',
    "-H 'Prefer: wait=10'",
    ...(lane === 'interactive' ? [] : [`-H 'Forebay-Lane: ${lane}'`]),
    ...(fresh ? ["-H 'Cache-Control: no-cache'"] : []),
  ];
  const data = json === null ? `--data-binary @${quoted(file?.name ?? 'picture.jpg')}` : '--data-binary @request.json';
  return `curl -s ${data} \\\n  ${headers.join(' \\\n  ')} \\\n  ${location.origin}${target({ model })}`;
}

function quoted(name) {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

async function perform(request, answer, signal) {
  const began = performance.now();
  replace(answer, h('h2', {}, 'The answer'), h('p', { class: 'row' }, state('sending'), h('span', { class: 'muted' }, 'on its way')));
  answer.scrollIntoView({ block: 'nearest' });
  try {
    const headers = {
      'Content-Type': request.json === null ? request.file.type || 'application/octet-stream' : 'application/json',
      'Forebay-Lane': request.lane,
      'Forebay-Metadata': '{"source":"playground"}',
      ...(request.fresh ? { 'Cache-Control': 'no-cache' } : {}),
    };
    let job = await post(path(target(request)), { body: request.json ?? request.file, headers, signal });
    const sent = request.file && keepPicture(job.id, request.file);
    const image = sent && await decoded(sent.url).catch(() => null);
    show(answer, job, image, began);
    if (!job.terminal) {
      for await (const event of events(`/v1/jobs/${job.id}/events`, signal)) {
        job = event.data;
        show(answer, job, image, began);
      }
    }
    announce(`The job has ${job.state}.`);
  } catch (failure) {
    if (failure.name !== 'AbortError') replace(answer, h('h2', {}, 'The answer'), problem(failure));
  }
}

function show(answer, job, image, began) {
  const found = job.detections;
  const drawn = job.terminal && (found || image) ? picture(image, found ?? [], 'The picture') : image ? picture(image, [], 'The picture') : null;
  const cached = job.cache?.status && job.cache.status !== 'miss' ? ` · from the cache (${job.cache.status})` : '';
  replace(answer,
    h('header', {}, h('div', { class: 'row' }, h('h2', {}, 'The answer'), state(job.state)), jobLink(job.id)),
    job.error && problem(job.error),
    drawn?.element,
    job.terminal && h('p', { class: 'muted small' }, `${millis(performance.now() - began)} from here and back · ${millis(job.timings?.totalMs)} in Forebay${job.timings?.inferMs === undefined ? '' : ` · ${millis(job.timings.inferMs)} in the model, in a batch of ${job.batchSize}`}${cached}`),
    found && detectionList(found, drawn.highlight),
    job.classes && classList(job.classes),
    job.terminal && h('details', {}, h('summary', {}, 'As JSON'), h('pre', { class: 'tall', tabindex: '0', 'aria-label': 'The job as JSON' }, JSON.stringify(job, shortened, 2))));
}

function shortened(name, value) {
  return name === 'data' && Array.isArray(value) && value.length > 32 ? [...value.slice(0, 32), `… ${value.length - 32} more`] : value;
}
