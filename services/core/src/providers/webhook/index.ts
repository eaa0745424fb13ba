import type { WriteAction } from '../provider.js';
import { plan } from './plan.js';
import { read } from './read.js';
import { signatureOf } from './sign.js';
import { inputSchema, outputSchema } from './webhook.schema.js';

export const webhookSend = {
  id: 'webhook.send',
  version: '2026-11-01',
  provider: 'webhook',
  name: 'Send a webhook',
  description:
    'Sends a JSON document to a URL, signed by the Standard Webhooks rules with the secret of the workspace.',
  kind: 'write',
  effectClass: 'at-most-once',
  undo: null,
  requiresConnection: false,
  scopes: [],
  sources: {
    effectClass:
      'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#idempotency',
  },
  inputSchema,
  outputSchema,
  examples: [
    {
      summary: 'Tell a service that an order shipped',
      input: { url: 'https://hooks.example.com/orders', payload: { event: 'order.shipped', orderId: '4711' } },
    },
    {
      summary: 'Replace a document, with a token of the receiver',
      input: {
        url: 'https://api.example.com/documents/7',
        method: 'PUT',
        headers: { authorization: 'Bearer <token>' },
        payload: { title: 'Launch plan' },
      },
    },
  ],
  plan,
  read,
  sign(request, { webhookSecrets, now }) {
    const timestamp = Math.floor(now.getTime() / 1000);
    return {
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf(webhookSecrets, request.headers['webhook-id']!, timestamp, request.body ?? ''),
    };
  },
} satisfies WriteAction;
