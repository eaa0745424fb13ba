// What may be done after an attempt, by effect class: the one place that decides whether a write is sent again.
import type { EffectClass } from '../../generated/types.js';
import type { OutboundResult } from '../../platform/outbound/index.js';
import { FAILURE_CODES, type Outcome, type PlannedRequest, type WriteAction } from '../../providers/index.js';
import type { Refused } from './actions.refusals.js';

export const MOST_ATTEMPTS = 4;
/** A provider that asks for a longer pause gets a new preview later instead, in milliseconds. */
const LONGEST_PAUSE_MS = 5_000;
const FIRST_PAUSE_MS = 250;

export interface Verdict {
  outcome: Outcome;
  /** `send`: sending again is safe. `probe`: look first. */
  next: 'stop' | 'send' | 'probe';
}

/** What the result of one attempt means, and what the effect class allows next. */
export function judge(
  action: WriteAction,
  effectClass: EffectClass,
  request: PlannedRequest,
  result: OutboundResult | Refused,
): Verdict {
  const repeatable = effectClass === 'provider-key' || effectClass === 'natural';
  switch (result.kind) {
    case 'refused':
      return { outcome: { status: 'failed', error: result.error }, next: 'stop' };
    case 'not_sent': {
      // No byte has left, so nothing can have happened: every class may try again.
      const { code, detail, retryable } = result;
      return { outcome: { status: 'failed', error: { code, detail, retryable } }, next: retryable ? 'send' : 'stop' };
    }
    case 'no_reply': {
      const { code, detail } = result;
      const outcome = { status: 'outcome_unknown', error: { code, detail, retryable: false } } as const;
      return { outcome, next: afterUnknown(effectClass) };
    }
    case 'answered': {
      const outcome = action.read(result, request);
      if (outcome.status === 'succeeded') return { outcome, next: 'stop' };
      if (outcome.status === 'outcome_unknown') return { outcome, next: afterUnknown(effectClass) };
      // A limit says that the request was not taken, which some providers tell by 403; any other failure may have done part of the work.
      const isLimit = result.status === 429 || outcome.error.code === FAILURE_CODES.rate_limited;
      const safe = isLimit || (repeatable && outcome.error.retryable);
      return { outcome, next: safe ? 'send' : 'stop' };
    }
  }
}

function afterUnknown(effectClass: EffectClass): Verdict['next'] {
  switch (effectClass) {
    case 'provider-key':
    case 'natural':
      return 'send';
    case 'probe':
      return 'probe';
    case 'at-most-once':
      return 'stop';
  }
}

/** The pause before the next attempt, in milliseconds: what the provider has asked for, else exponential with full jitter; undefined when it is too long. */
export function pauseAfter(asked: number | undefined, attempt: number, random: () => number): number | undefined {
  const pause = asked ?? Math.round(random() * FIRST_PAUSE_MS * 2 ** attempt);
  return pause <= LONGEST_PAUSE_MS ? pause : undefined;
}
