// Runs the jobs of BullMQ's queues, one queue a model: each in a run of its own, or several together.
import { Worker } from 'bullmq';
import { Batcher } from './batcher.mjs';
import { Model } from './model.mjs';
import { closeOnSignal, options, redis } from './options.mjs';
import { tell } from './webhook.mjs';

const { redis: redisPort, repository, models, batch, concurrency, secret } = options(
  'redis',
  'repository',
  'models', // name:most rows of a run, separated by commas
  'batch', // by-hand or none
  'concurrency',
  'secret',
);

async function start(name, most) {
  const model = await Model.open(repository, name);
  const batcher = new Batcher(model, most);
  const run = batch === 'by-hand' ? tensor => batcher.run(tensor) : async tensor => (await model.run([tensor]))[0];
  const worker = new Worker(
    name,
    async job => {
      const output = await run(Buffer.from(job.data.tensor, 'base64'));
      return { finishedAt: new Date().toISOString(), outputs: [output] };
    },
    { connection: redis(redisPort), concurrency: Number(concurrency) },
  );
  worker.on('error', console.error);
  worker.on('completed', (job, result) => {
    if (job.data.callback) {
      tell(job.data.callback, secret, { id: job.id, state: 'succeeded', terminal: true, ...result }).catch(console.error);
    }
  });
  await worker.waitUntilReady();
  return worker;
}

const workers = await Promise.all(
  models.split(',').map(model => {
    const [name, most] = model.split(':');
    return start(name, Number(most));
  }),
);
console.log('ready');
closeOnSignal(() => Promise.all(workers.map(worker => worker.close())));
