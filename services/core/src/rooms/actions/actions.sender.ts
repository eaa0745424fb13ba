import type { Sealer } from '../../platform/crypto/index.js';
import { faultPoint } from '../../platform/fault-points.js';
import type { Logger } from '../../platform/log.js';
import type { OutboundResult } from '../../platform/outbound/index.js';
import type { Outcome, PlannedRequest, WriteAction } from '../../providers/index.js';
import { judge, MOST_ATTEMPTS, pauseAfter } from './actions.attempts.js';
import type { Catalog } from './actions.catalog.js';
import { hiddenTexts, maskTexts } from './actions.echo.js';
import { resultOf, whyUnsafe } from './actions.looks.js';
import { readable } from './actions.readable.js';
import type { Refused } from './actions.refusals.js';
import type { StoredPlan } from './actions.schema.js';
import { type OpenedRequest, openPlan } from './actions.stored-plan.js';
import type { SendTime, Transmitted, Transmitter } from './actions.transmitter.js';

export interface SenderDeps {
  catalog: Catalog;
  sealer: Sealer;
  transmitter: Transmitter;
  log: Logger;
  /** For all attempts, looks and pauses together, in milliseconds. */
  deadlineMs: number;
  pause: (milliseconds: number) => Promise<void>;
}

/** The part of the deadline that is left for a look when an attempt of the class `probe` hangs. */
const LOOK_SHARE = 1 / 3;

export interface SendResult {
  outcome: Outcome;
  /** How often the request was sent, or tried to be. */
  attempts: number;
}

interface OpenedPlan extends OpenedRequest {
  workspaceId: string;
  plan: StoredPlan;
  action: WriteAction;
}

/** Sends a stored plan: exactly the bytes that were previewed, plus the headers that it names. Never throws. */
export class Sender {
  constructor(private readonly deps: SenderDeps) {}

  async send(workspaceId: string, plan: StoredPlan, { endsAt, now }: SendTime): Promise<SendResult> {
    const opened = this.open(workspaceId, plan);
    if (!opened) return { outcome: UNREADABLE, attempts: 0 };
    const { request } = opened;
    const { transmitter, pause } = this.deps;
    const sendEndsAt = plan.effectClass === 'probe' ? endsAt - this.deps.deadlineMs * LOOK_SHARE : endsAt;
    /** A lost reply of an earlier attempt: only a success can take it back. */
    let unknown: Outcome | undefined;
    let attempts = 0;
    for (let attempt = 1; ; attempt++) {
      const { result, sent } = await this.transmit(opened, request, { endsAt: sendEndsAt, now });
      attempts += sent;
      let { outcome, next } = this.judge(opened, result);
      if (next === 'probe') {
        faultPoint('send.before-probe');
        outcome = (await this.look(opened, { endsAt, now })) ?? outcome;
        next = outcome.status === 'failed' ? 'send' : 'stop'; // it did not take effect: sending again is safe
      }
      if (outcome.status === 'succeeded') return { outcome: withoutEchoes(outcome, plan, request), attempts };
      unknown = outcome.status === 'outcome_unknown' ? outcome : plan.effectClass === 'probe' ? undefined : unknown;
      const { code, retryAfterMs } = outcome.error;
      const wait = next === 'send' ? pauseAfter(retryAfterMs, attempt, Math.random) : undefined;
      if (code === 'rate_limited' && sent > 0 && plan.connectionId !== null)
        await transmitter.throttle(workspaceId, plan.connectionId, retryAfterMs ?? wait);
      if (wait === undefined || attempt >= MOST_ATTEMPTS || performance.now() + wait >= sendEndsAt)
        return { outcome: unknown ?? outcome, attempts };
      await pause(wait);
      faultPoint('send.before-repeat');
    }
  }

  /** Looks at the provider whether a write whose reply was lost took effect; undefined where that tells nothing. */
  async probe(workspaceId: string, plan: StoredPlan, now: () => Date): Promise<Outcome | undefined> {
    const canLook = this.deps.catalog.write(plan.action).probe !== undefined;
    const opened = canLook ? this.open(workspaceId, plan) : undefined;
    return opened && this.look(opened, { endsAt: performance.now() + this.deps.deadlineMs, now });
  }

  /** What an attempt means, counted. */
  private judge({ action, plan, request }: OpenedPlan, result: OutboundResult | Refused) {
    const verdict = judge(action, plan.effectClass, request, result);
    const { outcome } = verdict;
    if (result.kind !== 'refused')
      this.deps.transmitter.count(action, outcome.status === 'succeeded' ? 'succeeded' : outcome.error.code);
    return verdict;
  }

  private async look(opened: OpenedPlan, time: SendTime): Promise<Outcome | undefined> {
    const { plan, request, action } = opened;
    const { probe } = action;
    const asked = probe?.request(request);
    if (!probe || !asked || whyUnsafe(asked)) return undefined;
    const { result } = await this.transmit(opened, asked, time);
    if (result.kind !== 'refused') this.deps.transmitter.count(action, resultOf(result));
    return result.kind === 'answered' ? withoutEchoes(probe.read(result, request), plan, request) : undefined;
  }

  private transmit(opened: OpenedPlan, request: PlannedRequest, time: SendTime): Promise<Transmitted> {
    const { action, webhookSecrets, workspaceId, plan } = opened;
    const { connectionId } = plan;
    return this.deps.transmitter.transmit({ workspaceId, action, connectionId, request, webhookSecrets }, time);
  }

  /** Undefined when the plan cannot be opened, is not what was agreed to, or is of an action that this version has no more. */
  private open(workspaceId: string, plan: StoredPlan): OpenedPlan | undefined {
    const { sealer, catalog, log, transmitter } = this.deps;
    try {
      const action = readable(catalog.write(plan.action), log);
      const opened = openPlan(sealer, workspaceId, plan);
      if (plan.connectionId !== null && plan.throttledMs > 0) transmitter.hold(plan.connectionId, plan.throttledMs);
      return { workspaceId, plan, action, ...opened };
    } catch (err) {
      log.error({ err, previewId: plan.previewId }, 'a stored plan cannot be sent');
      return undefined;
    }
  }
}

const withoutEchoes = (outcome: Outcome, plan: StoredPlan, request: PlannedRequest): Outcome =>
  outcome.status === 'succeeded'
    ? { ...outcome, output: maskTexts(outcome.output, hiddenTexts(plan.request, request)) }
    : outcome;

// Nothing has been sent, so this failed; a master key that is gone is the likeliest reason.
const UNREADABLE: Outcome = {
  status: 'failed',
  error: {
    code: 'plan_unreadable',
    detail: 'The stored plan could not be opened; nothing was sent. The operator finds the reason in the log.',
    retryable: false,
  },
};

/** Nobody can tell whether it took effect. By the action's id: the action itself may be gone. */
export const interrupted = (action: string): Outcome => ({
  status: 'outcome_unknown',
  error: {
    code: 'interrupted',
    detail: `Relay was interrupted while this ran; nobody can tell from here whether it took effect. Look at the ${action.split('.')[0]} side before you send it again.`,
    retryable: false,
  },
});
