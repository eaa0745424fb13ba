// What an endpoint's answer means for a delivery.
import type { OutboundResult } from '../../platform/outbound/index.js';
import { retryAfter } from './webhooks.schedule.js';

export type Verdict =
  | { kind: 'delivered'; status: number; error: null }
  /** The endpoint wants no more events. */
  | { kind: 'gone'; status: number; error: string }
  | { kind: 'failed'; status: number | null; error: string; asked: number }
  /** Not the endpoint's fault. */
  | { kind: 'unreadable'; status: null; error: string };

export function judge(result: OutboundResult, now: Date): Verdict {
  if (result.kind !== 'answered') return { kind: 'failed', status: null, error: result.detail, asked: 0 };
  const { status, headers } = result;
  if (status >= 200 && status < 300) return { kind: 'delivered', status, error: null };
  if (status === 410) return { kind: 'gone', status, error: 'The endpoint is gone (410).' };
  return { kind: 'failed', status, error: sentenceFor(status), asked: retryAfter(headers, now) };
}

function sentenceFor(status: number): string {
  if (status < 400) return `The endpoint redirects (${status}), and Relay does not follow; register where it leads.`;
  if (status === 429) return 'The endpoint wants fewer requests (429).';
  return `The endpoint answered ${status}.`;
}
