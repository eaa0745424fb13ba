import type { Sealer } from '../../platform/crypto/index.js';
import type { Logger } from '../../platform/log.js';
import type { Outbound } from '../../platform/outbound/index.js';
import type { Outcome, PlannedRequest } from '../../providers/index.js';
import { digestOf } from '../previews/index.js';
import { openSecret } from '../webhooks/index.js';
import type { Catalog } from './actions.catalog.js';
import type { Claim } from './actions.repository.js';

export interface SenderDeps {
  catalog: Catalog;
  sealer: Sealer;
  outbound: Outbound;
  now: () => Date;
  log: Logger;
}

export interface SendResult {
  outcome: Outcome;
  attempts: number;
}

/** Sends a claimed plan: exactly the bytes that were previewed, plus the headers that it names. Never throws. */
export class Sender {
  constructor(private readonly deps: SenderDeps) {}

  async send(workspaceId: string, claim: Claim): Promise<SendResult> {
    const action = this.deps.catalog.get(claim.action);
    let request: PlannedRequest;
    let signed: Record<string, string>;
    try {
      request = this.reveal(workspaceId, claim);
      const webhookSecrets = claim.webhookSecrets.map((secret) => openSecret(this.deps.sealer, workspaceId, secret));
      const values = action.sign(request, { webhookSecrets, now: this.deps.now() });
      signed = Object.fromEntries(request.addedAtSend.map((name) => [name, values[name]!]));
    } catch (cause) {
      // Nothing has been sent, so this failed; a master key that is gone is the likeliest reason.
      this.deps.log.error({ err: cause, executionId: claim.executionId }, 'a plan could not be prepared for sending');
      const detail = 'The stored plan could not be opened; nothing was sent. The operator finds the reason in the log.';
      return {
        outcome: { status: 'failed', error: { code: 'plan_unreadable', detail, retryable: false } },
        attempts: 0,
      };
    }
    const { method, url, headers, body } = request;
    const result = await this.deps.outbound.send({ method, url, headers: { ...headers, ...signed }, body });
    switch (result.kind) {
      case 'answered':
        return { outcome: action.read(result, claim.effectClass), attempts: 1 };
      case 'not_sent': {
        const { code, detail, retryable } = result;
        return { outcome: { status: 'failed', error: { code, detail, retryable } }, attempts: 1 };
      }
      case 'no_reply': {
        const { code, detail } = result;
        return { outcome: { status: 'outcome_unknown', error: { code, detail, retryable: false } }, attempts: 1 };
      }
    }
  }

  /** The request as it was planned, secrets included; its digest must still be the one that was agreed to. */
  private reveal(workspaceId: string, claim: Claim): PlannedRequest {
    const { sealed, previewId, action, actionVersion, effectClass, connectionId, digest } = claim;
    const request = sealed
      ? (JSON.parse(this.deps.sealer.open(sealed, placeOf(workspaceId, previewId))) as PlannedRequest)
      : claim.request;
    const actual = digestOf({ workspaceId, action, actionVersion, effectClass, connectionId, request });
    if (actual !== digest) throw new Error(`the stored plan of ${previewId} has the digest ${actual}, not ${digest}`);
    return request;
  }
}

export const placeOf = (workspaceId: string, previewId: string) => ['previews', workspaceId, previewId];
