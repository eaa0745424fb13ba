import type { Execution, Preview } from '@relay/sdk-js';

/** The whole request, as it would be sent, and what a person should know about it. */
export function describePreview({ summary, request, warnings, digest, expiresAt }: Preview): string {
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  const later = request.addedAtSend.map((name) => `${name}: (added when it is sent)`);
  return [
    summary,
    '',
    `${request.method} ${request.url}`,
    ...headers,
    ...later,
    '',
    request.body ?? '(no text body)',
    '',
    ...warnings.map(({ detail }) => `Warning: ${detail}`),
    `Digest ${digest}, can be confirmed until ${new Date(expiresAt).toLocaleTimeString()}.`,
  ].join('\n');
}

export function describeExecution({ id, status, attempts, durationMs, output, error }: Execution): string {
  const times = attempts === 1 ? 'once' : `${attempts} times`;
  const lines = [`${id}: ${status}. Sent ${times}${durationMs === null ? '' : `, took ${durationMs} ms`}.`];
  if (error) lines.push(`${error.code}: ${error.detail}`);
  if (error?.retryable) lines.push('A new preview of the same may well succeed.');
  if (status === 'outcome_unknown')
    lines.push('Nobody knows whether it happened. Look there before you send it again.');
  if (output) lines.push(JSON.stringify(output, null, 2));
  return lines.join('\n');
}
