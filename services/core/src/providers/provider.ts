// What an action is. Providers compile requests and read replies, both pure; Relay sends (platform/outbound).
import type { Action, EffectClass, ExecutionError, Warning } from '../generated/types.js';
import type { OutboundResult } from '../platform/outbound/index.js';

export type JsonObject = Record<string, unknown>;

/** The one request of a write, fixed at preview but for the headers named in `addedAtSend`. */
export interface PlannedRequest {
  method: string;
  url: string;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: string | null;
  addedAtSend: SendHeader[];
}
export type SendHeader = 'authorization' | 'webhook-timestamp' | 'webhook-signature';

/** What a plan may know beside its input. */
export interface PlanFacts {
  previewId: string;
}

export interface Plan {
  request: PlannedRequest;
  /** What would happen, in one sentence for a person. */
  summary: string;
  effectClass: EffectClass;
  warnings: Warning[];
  /**
   * The request and the input with every secret masked, and the input's secrets by their JSON Pointers; undefined when they hold none.
   */
  masked?: { request: PlannedRequest; input: JsonObject; secrets: Record<string, string> } | undefined;
}

/** What sending may use; never part of a plan. */
export interface Credentials {
  /** Every valid signing secret of the workspace, newest first. */
  webhookSecrets: string[];
  now: Date;
}

export type Answer = Extract<OutboundResult, { kind: 'answered' }>;
export type Outcome =
  | { status: 'succeeded'; output: JsonObject }
  | { status: 'failed' | 'outcome_unknown'; error: ExecutionError };

/** An input that its schema allows and that still cannot be planned; `pointer` is below the input. */
export class PlanError extends Error {
  constructor(
    readonly pointer: string,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

export interface ActionDefinition extends Action {
  kind: 'write';
  /** Pure. Throws PlanError. */
  plan(input: JsonObject, facts: PlanFacts): Plan;
  /** Pure: the values of the headers named in `addedAtSend`. */
  sign(request: PlannedRequest, credentials: Credentials): Partial<Record<SendHeader, string>>;
  /** Pure: what the provider's answer means. A gateway's 502, 503 or 504 means that nobody knows, whatever the class. */
  read(answer: Answer): Outcome;
  /** Only of the class `probe`, pure: how to look whether a write whose reply was lost took effect. */
  probe?: {
    request(planned: PlannedRequest): PlannedRequest & { method: 'GET' | 'HEAD' };
    /** Succeeded: it took effect. Failed: it did not, and may be sent again. Unknown: the look did not tell. */
    read(answer: Answer): Outcome;
  };
}
