// A receiver as a user would write it: Node's own server, and the reference verification from npm; of
// Ed25519, which that does not know, Node's own. Every webhook becomes a line of JSON on the standard
// output; the answer depends on the path.
import { createPublicKey, verify } from "node:crypto";
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const secrets = new Map(); // path -> whsec_... or whpk_...
const mended = new Set(); // paths of /down that answer from now on
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
    if (path === "/mend") {
      mended.add(JSON.parse(body).of);
      response.writeHead(204).end();
      return;
    }
    const count = (seen.get(path) ?? 0) + 1;
    seen.set(path, count);
    let verified = false;
    try {
      verification(secrets.get(path))(body, request.headers);
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
        timestamp: request.headers["webhook-timestamp"],
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

function verification(key) {
  if (!key.startsWith("whpk_")) return (body, headers) => new Webhook(key).verify(body, headers);
  const raw = Buffer.from(key.slice("whpk_".length), "base64");
  const jwk = { kty: "OKP", crv: "Ed25519", x: raw.toString("base64url") };
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  return (body, headers) => {
    const signed = Buffer.from(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`);
    const genuine = headers["webhook-signature"]
      .split(" ")
      .filter((one) => one.startsWith("v1a,"))
      .some((one) => verify(null, signed, publicKey, Buffer.from(one.slice("v1a,".length), "base64")));
    if (!genuine) throw new Error("no v1a signature is of the key");
    if (Math.abs(Date.now() / 1000 - Number(headers["webhook-timestamp"])) > 300) throw new Error("not of now");
  };
}

function answer(path, count) {
  if (path.startsWith("/once")) return count === 1 ? 500 : 200;
  if (path.startsWith("/down")) return mended.has(path) ? 200 : 503;
  if (path.startsWith("/gone")) return 410;
  if (path.startsWith("/moved")) return 302;
  return 200;
}

server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
