// A signed POST per job, after Standard Webhooks; one try, as the plain way has it.
import { createHmac } from 'node:crypto';

export async function tell(url, secret, job) {
  const timestamp = new Date();
  const body = JSON.stringify({ type: `job.${job.state}`, timestamp, data: job });
  const seconds = Math.floor(timestamp / 1000);
  const signature = createHmac('sha256', secret).update(`${job.id}.${seconds}.${body}`).digest('base64');
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': job.id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${signature}`,
    },
    body,
  });
  await response.arrayBuffer(); // gives the connection back
  if (!response.ok) {
    console.error(`${url} answered ${response.status} for ${job.id}`);
  }
}
