import type { Sealer } from '../../platform/crypto/index.js';
import { faultPoint } from '../../platform/fault-points.js';
import type { Logger } from '../../platform/log.js';
import type { Outbound, OutboundResult } from '../../platform/outbound/index.js';
import type { Outcome, PlannedRequest, WriteAction } from '../../providers/index.js';
import { digestOf } from '../previews/index.js';
import { openSecret } from '../webhooks/index.js';
import { judge, MOST_ATTEMPTS, pauseAfter } from './actions.attempts.js';
import type { Catalog } from './actions.catalog.js';
import { hiddenTexts, maskTexts } from './actions.echo.js';
import type { StoredPlan } from './actions.repository.js';
import { placeOf, type SealedRequest } from './actions.stored-plan.js';

export interface SenderDeps {
  catalog: Catalog;
  sealer: Sealer;
  outbound: Outbound;
  log: Logger;
  /** For all attempts, looks and pauses together, in milliseconds. */
  deadlineMs: number;
  pause: (milliseconds: number) => Promise<void>;
}

/** The part of the deadline that is left for a look when an attempt of the class `probe` hangs. */
const LOOK_SHARE = 1 / 3;

export interface SendTime {
  /** When it must be over, by `performance.now()`; earlier than the end of the lease. */
  endsAt: number;
  /** The time of day, by the database's clock. */
  now: () => Date;
}

export interface SendResult {
  outcome: Outcome;
  /** How often the request was sent, or tried to be. */
  attempts: number;
}

interface OpenedPlan {
  plan: StoredPlan;
  action: WriteAction;
  /** As it was planned, secrets included. */
  request: PlannedRequest;
  /** The current one first. */
  webhookSecrets: string[];
}

/** Sends a stored plan: exactly the bytes that were previewed, plus the headers that it names. Never throws. */
export class Sender {
  constructor(private readonly deps: SenderDeps) {}

  async send(workspaceId: string, plan: StoredPlan, { endsAt, now }: SendTime): Promise<SendResult> {
    const opened = this.open(workspaceId, plan);
    if (!opened) return { outcome: UNREADABLE, attempts: 0 };
    const { action, request } = opened;
    const sendEndsAt = plan.effectClass === 'probe' ? endsAt - this.deps.deadlineMs * LOOK_SHARE : endsAt;
    /** A lost reply of an earlier attempt: only a success can take it back. */
    let unknown: Outcome | undefined;
    for (let attempt = 1; ; attempt++) {
      const result = await this.transmit(opened, request, { endsAt: sendEndsAt, now });
      let { outcome, next } = judge(action, plan.effectClass, request, result);
      if (next === 'probe') {
        faultPoint('send.before-probe');
        outcome = (await this.look(opened, { endsAt, now })) ?? outcome;
        next = outcome.status === 'failed' ? 'send' : 'stop'; // it did not take effect: sending again is safe
      }
      if (outcome.status === 'succeeded') {
        return { outcome: withoutEchoes(outcome, plan, request), attempts: attempt };
      }
      unknown = outcome.status === 'outcome_unknown' ? outcome : plan.effectClass === 'probe' ? undefined : unknown;
      const pause = next === 'send' && attempt < MOST_ATTEMPTS ? pauseAfter(outcome, attempt, Math.random) : undefined;
      if (pause === undefined || performance.now() + pause >= sendEndsAt)
        return { outcome: unknown ?? outcome, attempts: attempt };
      await this.deps.pause(pause);
      faultPoint('send.before-repeat');
    }
  }

  /** Looks at the provider whether a write whose reply was lost took effect; undefined where that tells nothing. */
  async probe(workspaceId: string, plan: StoredPlan, now: () => Date): Promise<Outcome | undefined> {
    const canLook = this.deps.catalog.write(plan.action).probe !== undefined;
    const opened = canLook ? this.open(workspaceId, plan) : undefined;
    return opened && this.look(opened, { endsAt: performance.now() + this.deps.deadlineMs, now });
  }

  private async look(opened: OpenedPlan, time: SendTime): Promise<Outcome | undefined> {
    const { plan, request } = opened;
    const { probe } = opened.action;
    if (!probe) return undefined;
    const result = await this.transmit(opened, probe.request(request), time);
    return result.kind === 'answered' ? withoutEchoes(probe.read(result, request), plan, request) : undefined;
  }

  private async transmit(
    { action, webhookSecrets }: OpenedPlan,
    request: PlannedRequest,
    { endsAt, now }: SendTime,
  ): Promise<OutboundResult> {
    const values = action.sign(request, { webhookSecrets, accessToken: undefined, now: now() });
    const added = Object.fromEntries(request.addedAtSend.map((name) => [name, values[name]!]));
    const { method, url, headers, body } = request;
    const leftMs = Math.round(endsAt - performance.now());
    if (leftMs <= 0) return TOO_LATE;
    return this.deps.outbound.send({ method, url, headers: { ...headers, ...added }, body }, { withinMs: leftMs });
  }

  /** Undefined when the plan cannot be opened or is not what was agreed to. */
  private open(workspaceId: string, plan: StoredPlan): OpenedPlan | undefined {
    const { sealer, catalog, log } = this.deps;
    const { sealed, previewId, actionVersion, effectClass, connectionId, digest } = plan;
    const action = catalog.write(plan.action);
    try {
      const request = sealed
        ? (JSON.parse(sealer.open(sealed, placeOf(workspaceId, previewId))) as SealedRequest)
        : plan.request;
      const webhookSecrets = plan.webhookSecrets.map((secret) => openSecret(sealer, workspaceId, secret));
      const actual = digestOf({ workspaceId, action: plan.action, actionVersion, effectClass, connectionId, request });
      if (actual !== digest) throw new Error(`the stored plan has the digest ${actual}, not ${digest}`);
      return { plan, action, request, webhookSecrets };
    } catch (err) {
      log.error({ err, previewId }, 'a stored plan cannot be sent');
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

// A process that was frozen may wake up when its lease is over, and somebody has told the outcome: it must not send any more.
const TOO_LATE: OutboundResult = {
  kind: 'not_sent',
  code: 'connect_timeout',
  detail: 'There was no time left to send this; nothing was sent.',
  retryable: true,
  durationMs: 0,
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
