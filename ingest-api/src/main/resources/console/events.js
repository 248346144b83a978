/** Server-sent events by fetch, because an EventSource cannot carry a key in a header. */
import { send, Problem } from './api.js';

const PAUSE = 1000;

/** Yields { id, event, data } until the stream says that nothing more will come; goes on where it broke. */
export async function* events(path, signal) {
  let last = null;
  while (!signal.aborted) {
    try {
      const headers = { Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) };
      const response = await send('GET', path, { headers, signal });
      if (response.status === 204) return;
      for await (const event of parse(response.body)) {
        last = event.id || last;
        yield event;
      }
    } catch (failure) {
      if (signal.aborted || failure.name === 'AbortError') return;
      if (failure instanceof Problem && failure.status > 0 && failure.status < 500 && failure.status !== 429) throw failure;
    }
    await new Promise((resume) => setTimeout(resume, PAUSE));
  }
}

async function* parse(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    buffer += value;
    for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
      const event = read(buffer.slice(0, end));
      buffer = buffer.slice(end + 2);
      if (event.data) yield { ...event, data: JSON.parse(event.data) };
    }
  }
}

function read(block) {
  const event = { id: '', event: 'message', data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) {
      const field = line.slice(0, colon);
      const value = line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') event.data += value;
      else if (field in event) event[field] = value;
    }
  }
  return event;
}
