import { clockFrom } from '../../platform/clock.js';
import type { Sealer } from '../../platform/crypto/index.js';
import { type Db, inTransaction } from '../../platform/db/index.js';
import { faultPoint } from '../../platform/fault-points.js';
import type { Logger } from '../../platform/log.js';
import type { Metrics } from '../../platform/metrics.js';
import type { Outbound, OutboundRequest } from '../../platform/outbound/index.js';
import { signatureOf, USER_AGENT } from '../../providers/index.js';
import { recordAudit, systemActor } from '../audit/index.js';
import { failDelivery, markFailing, markWorking, succeedDelivery } from './webhooks.attempts.repository.js';
import type { ClaimedDelivery } from './webhooks.claims.repository.js';
import { giveUpPending } from './webhooks.deliveries.repository.js';
import { disableEndpoint } from './webhooks.endpoints.repository.js';
import { openTarget } from './webhooks.endpoints.schema.js';
import { openEndpointSecret } from './webhooks.endpoints.secrets.js';
import { enqueueEvent } from './webhooks.outbox.js';
import { pauseAfter } from './webhooks.schedule.js';
import { judge, type Verdict } from './webhooks.verdict.js';

/** What is noted of an attempt that did not deliver. */
type Failure = { status: number | null; error: string };

export interface SenderDeps {
  db: Db;
  sealer: Sealer;
  outbound: Outbound;
  log: Logger;
  metrics?: Pick<Metrics, 'deliveries'>;
  /** For everything from DNS to the last byte of the reply. */
  deadlineMs: number;
  now: (() => Date) | undefined;
  random: () => number;
}

/** Makes one attempt at a claimed delivery and settles what became of it. */
export class Sender {
  constructor(private readonly deps: SenderDeps) {}

  async send(delivery: ClaimedDelivery): Promise<void> {
    const { db, now } = this.deps;
    // Disabled since it was queued.
    if (!delivery.isEnabled) return this.giveUp(db, delivery, { status: null, error: 'The endpoint is disabled.' });
    const verdict = await this.attempt(delivery);
    this.deps.metrics?.deliveries.inc({ result: verdict.kind });
    faultPoint('webhooks.before-settle');
    if (verdict.kind === 'delivered') {
      await succeedDelivery(db, now?.(), delivery, verdict.status);
      faultPoint('webhooks.after-settle');
      if (delivery.isFailing) await markWorking(db, delivery);
    } else if (verdict.kind === 'gone')
      await this.disable(delivery, verdict, 'The endpoint answered that it is gone (410).');
    else await this.failed(delivery, verdict);
  }

  private async attempt(delivery: ClaimedDelivery): Promise<Verdict> {
    const { outbound, log, deadlineMs } = this.deps;
    const now = clockFrom(delivery.claimedAt);
    let request: OutboundRequest;
    try {
      request = this.sign(delivery, now());
    } catch (err) {
      log.error({ err, deliveryId: delivery.id }, 'a webhook delivery could not be prepared for sending');
      const error = "The endpoint's URL or secret could not be opened; the operator finds the reason in the log.";
      return { kind: 'unreadable', status: null, error };
    }
    const signal = AbortSignal.timeout(deadlineMs);
    const verdict = judge(await outbound.send(request, { signal }), now());
    return verdict.status === null && signal.aborted
      ? { kind: 'failed', status: null, error: `The endpoint did not answer within ${deadlineMs / 1000} s.`, asked: 0 }
      : verdict;
  }

  private sign({ workspaceId, endpointId, eventId, target, secrets, body }: ClaimedDelivery, now: Date) {
    const { sealer } = this.deps;
    const opened = secrets.map((secret) => openEndpointSecret(sealer, workspaceId, endpointId, secret));
    const timestamp = Math.floor(now.getTime() / 1000);
    const headers = {
      'content-type': 'application/json',
      'user-agent': USER_AGENT,
      'webhook-id': eventId,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf(opened, eventId, timestamp, body),
    };
    return { method: 'POST', url: openTarget(sealer, workspaceId, endpointId, target), headers, body };
  }

  private async failed(delivery: ClaimedDelivery, verdict: Exclude<Verdict, { kind: 'delivered' | 'gone' }>) {
    const { db, now, random } = this.deps;
    const { status, error } = verdict;
    const isEndpoints = verdict.kind === 'failed';
    const tooLong = isEndpoints && (await markFailing(db, now?.(), delivery));
    const pauseSeconds = pauseAfter(delivery, isEndpoints ? verdict.asked : 0, random);
    // Only with a delivery that is given up: one that fails once, days after the last event, is no reason.
    if (tooLong && pauseSeconds === undefined)
      await this.disable(delivery, verdict, 'Nothing could be delivered to the endpoint for 5 days.');
    else await failDelivery(db, now?.(), delivery, { status, error, pauseSeconds });
  }

  private giveUp(db: Db, delivery: ClaimedDelivery, { status, error }: Failure): Promise<void> {
    return failDelivery(db, this.deps.now?.(), delivery, { status, error, pauseSeconds: undefined });
  }

  /**
   * Gives the delivery up and disables its endpoint, unless somebody has disabled or moved that meanwhile, and tells the workspace's
   * other endpoints.
   */
  private async disable(delivery: ClaimedDelivery, verdict: Failure, reason: string): Promise<void> {
    const { workspaceId, endpointId, target } = delivery;
    const actor = systemActor(workspaceId);
    const disabled = await inTransaction(this.deps.db, async (transaction) => {
      const endpoint = await disableEndpoint(transaction, workspaceId, endpointId, target, reason);
      await this.giveUp(transaction, delivery, verdict);
      if (!endpoint) return false;
      await giveUpPending(transaction, workspaceId, endpointId, 'The endpoint was disabled.');
      await recordAudit(transaction, actor, 'webhook_endpoint.disabled', endpointId, { reason });
      await enqueueEvent(transaction, actor, 'webhook_endpoint.disabled', endpoint);
      faultPoint('webhooks.before-disabled');
      return true;
    });
    faultPoint('webhooks.after-disabled');
    if (disabled) this.deps.log.warn({ workspaceId, endpointId, reason }, 'disabled a webhook endpoint');
  }
}
