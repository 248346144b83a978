// A receiver as a user would write it: Node's own server, and the reference verification from npm.
// Every webhook becomes a line of JSON on the standard output; the answer depends on the path.
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const secrets = new Map(); // path -> whsec_...
const seen = new Map(); // path -> requests so far

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString("utf8");
    const path = request.url.split("?")[0];
    if (path === "/secret") {
      const { of, secret } = JSON.parse(body);
      secrets.set(of, secret);
      response.writeHead(204).end();
      return;
    }
    const count = (seen.get(path) ?? 0) + 1;
    seen.set(path, count);
    let verified = false;
    try {
      new Webhook(secrets.get(path)).verify(body, request.headers);
      verified = true;
    } catch (e) {
      verified = String(e);
    }
    const status = answer(path, count);
    console.log(
      JSON.stringify({
        path,
        verified,
        status,
        id: request.headers["webhook-id"],
        signatures: (request.headers["webhook-signature"] ?? "").split(" ").length,
        traceparent: request.headers["traceparent"],
        body,
      }),
    );
    if (path.startsWith("/slow")) {
      setTimeout(() => response.writeHead(200).end(), 4000);
    } else {
      response.writeHead(status, status === 302 ? { location: "/good" } : {}).end("thanks");
    }
  });
});

function answer(path, count) {
  if (path.startsWith("/once")) return count === 1 ? 500 : 200;
  if (path.startsWith("/down")) return 503;
  if (path.startsWith("/gone")) return 410;
  if (path.startsWith("/moved")) return 302;
  return 200;
}

server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
