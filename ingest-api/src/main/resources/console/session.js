/**
 * What the page knows and nobody else: the API key, and the pictures that were sent from here. All of it is in memory
 * alone: it is in no storage, in no address, and gone with the page.
 */

const MOST_PICTURES = 40;
const pictures = new Map();
const listeners = new Set();
const NOBODY = { tenant: '', scopes: [], operator: false };
let key = null;
let who = NOBODY;

export function apiKey() {
  return key;
}

/** Whose key it is, and what it allows: { tenant, scopes, operator }. */
export function caller() {
  return who;
}

export function may(scope) {
  return who.scopes.includes(scope);
}

export function setApiKey(text, whose = NOBODY) {
  key = text;
  who = whose;
  if (key === null) {
    pictures.forEach((picture) => URL.revokeObjectURL(picture.url));
    pictures.clear();
  }
  listeners.forEach((listener) => listener());
}

export function onKey(listener) {
  listeners.add(listener);
}

/** Keeps a picture beside the job that it was sent for; the oldest makes room. */
export function keepPicture(jobId, file) {
  const picture = { url: URL.createObjectURL(file), name: file.name };
  pictures.set(jobId, picture);
  if (pictures.size > MOST_PICTURES) {
    const [oldest, { url }] = pictures.entries().next().value;
    URL.revokeObjectURL(url);
    pictures.delete(oldest);
  }
  return picture;
}

export function pictureOf(jobId) {
  return pictures.get(jobId) ?? null;
}
