// HTTP in front of BullMQ: adds a job to its model's queue, and answers with its end or at once.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Queue, QueueEvents } from 'bullmq';
import { closeOnSignal, options, redis } from './options.mjs';

const { port, redis: redisPort, models } = options('port', 'redis', 'models');
const connection = redis(redisPort);

const LONGEST_WAIT_MS = 30_000;
const KEPT = { age: 3600 }; // seconds that a job's result can be asked for

const queues = new Map(models.split(',').map(model => [model, new Queue(model, { connection })]));
const events = [...queues.keys()].map(model => new QueueEvents(model, { connection }));
const waiting = new Map(); // what to call with a job's end, by its id

for (const stream of events) {
  stream.on('completed', ({ jobId, returnvalue }) => waiting.get(jobId)?.(succeeded(jobId, returnvalue)));
  stream.on('failed', ({ jobId, failedReason }) => waiting.get(jobId)?.(failed(jobId, failedReason)));
  stream.on('error', console.error);
}

const succeeded = (id, result) => ({ id, state: 'succeeded', terminal: true, ...result });
const failed = (id, reason) => ({ id, state: 'failed', terminal: true, error: { code: String(reason) } });
const queued = id => ({ id, state: 'queued', terminal: false });

/** The end of a job, or undefined when it has not come in time. Called before the job is added, it misses none. */
function end(id, milliseconds) {
  return new Promise(resolve => {
    const timer = setTimeout(done, milliseconds);
    function done(job) {
      clearTimeout(timer);
      waiting.delete(id);
      resolve(job);
    }
    waiting.set(id, done);
  });
}

async function submit(model, request) {
  const body = await read(request);
  const head = Number(request.headers['inference-header-content-length'] ?? 0);
  const [input] = JSON.parse(body.toString('utf8', 0, head)).inputs;
  const data = { tensor: body.toString('base64', head), callback: request.headers['forebay-callback'] };
  if (body.length - head !== input.parameters.binary_data_size) {
    return [400, { code: 'bad-tensor' }];
  }
  const id = `${model}-${randomUUID()}`; // says in which queue it is
  const asynchronous = request.headers.prefer === 'respond-async';
  const ended = asynchronous ? undefined : end(id, LONGEST_WAIT_MS);
  await queues.get(model).add('run', data, { jobId: id, removeOnComplete: KEPT, removeOnFail: KEPT });
  const job = await ended;
  return job === undefined ? [202, queued(id)] : [200, job];
}

async function poll(id, wait) {
  const ended = end(id, wait ? LONGEST_WAIT_MS : 0);
  const job = await queues.get(id.slice(0, id.indexOf('-')))?.getJob(id);
  if (job === undefined) {
    waiting.get(id)?.();
    return [404, { code: 'unknown-job' }];
  }
  if (job.finishedOn) {
    waiting.get(id)?.(job.failedReason ? failed(id, job.failedReason) : succeeded(id, job.returnvalue));
  }
  return [200, (await ended) ?? queued(id)];
}

async function read(request) {
  const parts = [];
  for await (const part of request) {
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function route(request) {
  const { pathname, searchParams } = new URL(request.url, 'http://front');
  const [, version, kind, name, what] = pathname.split('/');
  if (request.method === 'POST' && version === 'v1' && kind === 'models' && what === 'jobs' && queues.has(name)) {
    return submit(name, request);
  }
  if (request.method === 'GET' && version === 'v1' && kind === 'jobs') {
    return poll(name, searchParams.has('wait'));
  }
  if (version === 'v2' && queues.has(name)) {
    return [200, { name }]; // asked by ./forebay bench, which can so be run against this front by hand
  }
  return pathname === '/health/ready' ? [200, {}] : [404, { code: 'not-found' }];
}

const server = createServer(async (request, response) => {
  let status;
  let body;
  try {
    [status, body] = await route(request);
  } catch (error) {
    console.error(error);
    [status, body] = [500, { code: 'internal' }];
  }
  const json = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': json.length });
  response.end(json);
});
server.keepAliveTimeout = 120_000;
server.listen({ port: Number(port), host: '127.0.0.1', backlog: 1024 }, () => console.log('ready'));

closeOnSignal(async () => {
  server.close();
  await Promise.all([...queues.values(), ...events].map(one => one.close()));
});
