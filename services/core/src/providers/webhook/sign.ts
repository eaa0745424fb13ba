import { createHmac, createSecretKey } from 'node:crypto';

/**
 * The Standard Webhooks signature: `v1,<base64 HMAC-SHA256 of "id.timestamp.body">`, one for each secret, separated by spaces.
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signatureOf(secrets: string[], id: string, timestamp: number, body: string): string {
  return secrets
    .map((secret) => {
      const key = createSecretKey(secret.replace(/^whsec_/, ''), 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    })
    .join(' ');
}
