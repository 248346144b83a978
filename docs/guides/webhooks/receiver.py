"""Takes webhooks, on the port that is its argument."""

import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook, WebhookVerificationError

KEYS = [Webhook(secret) for secret in os.environ["FOREBAY_WEBHOOK_SECRET"].split(",")]
seen = set()  # in earnest: a table with a unique key, in the transaction that does what the webhook is for


def is_genuine(body, headers):
    for key in KEYS:
        try:
            key.verify(body, headers)
            return True
        except WebhookVerificationError:
            pass
    return False


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        genuine = is_genuine(body, dict(self.headers))
        if genuine and self.headers["webhook-id"] not in seen:
            seen.add(self.headers["webhook-id"])
            print(self.headers["webhook-id"], body.decode(), flush=True)
        self.send_response(204 if genuine else 401)
        self.end_headers()

    def log_message(self, *args):
        pass


port = int(sys.argv[1])
server = ThreadingHTTPServer(("127.0.0.1", port), Receiver)
print("listening on", port, flush=True)
server.serve_forever()
