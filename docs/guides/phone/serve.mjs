// Serves the page, and hands its requests to Forebay with the key that a page must not have.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Readable } from "node:stream";

const forebay = process.env.FOREBAY_URL ?? "http://127.0.0.1:8080";
const key = process.env.FOREBAY_API_KEY;
const page = readFileSync(new URL("index.html", import.meta.url));

/** What the page may ask for, and what that is at Forebay. */
function route(method, path) {
  if (method === "POST" && path === "/photos") return "/v1/models/notes/jobs";
  const events = /^\/photos\/(job_[0-9a-v]+)\/events$/.exec(path);
  return method === "GET" && events ? `/v1/jobs/${events[1]}/events` : null;
}

async function pass(request, response, path) {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const headers = { authorization: `Bearer ${key}` };
  for (const name of ["accept", "content-type", "idempotency-key", "last-event-id"]) {
    if (request.headers[name]) headers[name] = request.headers[name];
  }
  const body = request.method === "POST" ? request : undefined;
  const answer = await fetch(forebay + path, { method: request.method, headers, body, duplex: "half", signal: gone.signal });
  const told = ["content-type", "retry-after"].filter((name) => answer.headers.has(name));
  response.writeHead(answer.status, Object.fromEntries(told.map((name) => [name, answer.headers.get(name)])));
  if (answer.body) Readable.fromWeb(answer.body).on("error", () => response.destroy()).pipe(response);
  else response.end();
}

const server = createServer((request, response) => {
  const path = request.url.split("?")[0];
  if (request.method === "GET" && path === "/") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
    return;
  }
  const target = route(request.method, path);
  if (target === null) {
    response.writeHead(404).end();
    return;
  }
  pass(request, response, target).catch(() => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
});
server.listen(process.env.PORT ?? 8090, process.env.HOST ?? "127.0.0.1", () => {
  console.log(`listening on http://${server.address().address}:${server.address().port}/`);
});
