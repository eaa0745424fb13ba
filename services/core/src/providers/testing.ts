// For the tests of providers.
import type { Answer, Looking, LookRequest, PlanFacts } from './provider.js';

/** An answer as the outgoing client gives it; an object is a JSON body. */
export function answerOf(status: number, body: unknown = '', headers: Record<string, string> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answered', status, headers, body: new TextEncoder().encode(text), truncated: false, durationMs: 1 };
}

export const factsOf = (more: Partial<PlanFacts> = {}): PlanFacts => ({
  previewId: 'prv_01m8zz0000e00800000000000a',
  now: new Date('2026-11-01T12:00:00Z'),
  account: { id: '17', name: 'ada' },
  providerUrls: {},
  ...more,
});

/** Runs a look to its end; `answers` gives an answer to each request. */
export async function lookWith<T>(
  looking: Looking<T>,
  answers: (request: LookRequest) => Answer,
): Promise<{ found: T; requests: LookRequest[] }> {
  const requests: LookRequest[] = [];
  let step = await looking.next();
  while (!step.done) {
    requests.push(...step.value);
    step = await looking.next(step.value.map(answers));
  }
  return { found: step.value, requests };
}
