// Takes webhooks, on the port that is its argument.
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const keys = process.env.FOREBAY_WEBHOOK_SECRET.split(",").map((secret) => new Webhook(secret));
const seen = new Set(); // in earnest: a table with a unique key, in the transaction that does what the webhook is for

function isGenuine(body, headers) {
  return keys.some((key) => {
    try {
      key.verify(body, headers);
      return true;
    } catch {
      return false;
    }
  });
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  const genuine = isGenuine(body, request.headers);
  const id = request.headers["webhook-id"];
  if (genuine && !seen.has(id)) {
    seen.add(id);
    console.log(id, body);
  }
  response.writeHead(genuine ? 204 : 401).end();
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("listening on", process.argv[2]));
