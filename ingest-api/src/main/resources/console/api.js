/** Calls of the contract at /openapi.json, with the key of this page. */
import { apiKey } from './session.js';

/** The server refused, or could not be reached: `code` is the problem's, as the contract lists them. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? body.title ?? `the server answered ${status}`);
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.errors = body.errors ?? [];
    this.retryAfter = body.retryAfter;
  }

  get explained() {
    return [this.message, ...this.errors.map((error) => `${error.pointer ?? error.header ?? error.parameter ?? ''} ${error.detail}`.trim())].join(' · ');
  }
}

export async function send(method, path, { body, headers = {}, signal } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      body,
      signal,
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      headers: { ...headers, Authorization: `Bearer ${apiKey()}` },
    });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0, { code: 'unreachable', detail: 'The server cannot be reached.' });
  }
  if (!response.ok) {
    throw new Problem(response.status, await response.json().catch(() => ({})));
  }
  return response;
}

export async function get(path, options) {
  return (await send('GET', path, options)).json();
}

export async function post(path, options) {
  const response = await send('POST', path, options);
  return response.status === 204 ? null : response.json();
}

/** A path with its parameters, where undefined and empty ones are left out. */
export function path(base, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== ''));
  return query.size > 0 ? `${base}?${query}` : base;
}

export const part = encodeURIComponent;
