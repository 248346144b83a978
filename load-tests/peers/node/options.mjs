// The command line, as --name=value; every option has to be there.
import { parseArgs } from 'node:util';

/** The values of these options, by name. */
export function options(...names) {
  const known = Object.fromEntries(names.map(name => [name, { type: 'string' }]));
  const { values } = parseArgs({ options: known });
  for (const name of names) {
    if (values[name] === undefined) {
      console.error(`--${name} is missing`);
      process.exit(2);
    }
  }
  return values;
}

/** A connection as BullMQ wants one: commands wait for Redis instead of failing. */
export function redis(port) {
  return { host: '127.0.0.1', port: Number(port), maxRetriesPerRequest: null };
}

/** Ends cleanly when it is asked to. */
export function closeOnSignal(close) {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, async () => {
      await close();
      process.exit(0);
    });
  }
}
