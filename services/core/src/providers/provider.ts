// What an action is. Providers compile requests and read replies, both without a network; Relay sends (platform/outbound).
import type { Action, Choice, EffectClass, ExecutionError, Warning } from '../generated/types.js';
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

/** A request that changes nothing at the provider. */
export type LookRequest = PlannedRequest & { method: 'GET' | 'HEAD' };

/**
 * Looks at the provider in steps: yields requests, which may be sent at the same time, and is given their answers in the same order.
 * Returns what it found; throws PlanError for what the input gets wrong, ProviderFailure for an answer that is no use.
 */
export type Looking<T> = AsyncGenerator<LookRequest[], T, Answer[]>;

/** Other addresses for a provider's hosts, such as those of an emulator: RELAY_GOOGLE_URL and its like. Without a slash at the end. */
export type ProviderUrls = Partial<Record<string, string>>;

/** Whose account a connection is. */
export interface Account {
  /** The provider's id of it. */
  id: string;
  /** An e-mail address, or a login. */
  name: string;
}

/** What a plan may know beside its input. */
export interface PlanFacts {
  previewId: string;
  /** By the database's clock. */
  now: Date;
  /** Of the connection; undefined for an action that needs none. */
  account: Account | undefined;
  providerUrls: ProviderUrls;
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
  /** Of the connection; undefined for an action that needs none. */
  accessToken: string | undefined;
  now: Date;
}

export type Answer = Extract<OutboundResult, { kind: 'answered' }>;
export type Outcome = { status: 'succeeded'; output: JsonObject } | NoSuccess;
export type NoSuccess = { status: 'failed' | 'outcome_unknown'; error: ExecutionError };

/** An input that its schema allows and that still cannot be planned; `pointer` is below the input. */
export class PlanError extends Error {
  constructor(
    readonly pointer: string,
    readonly code: string,
    detail: string,
    /** What a name could mean that means several things: the error is a question then. */
    readonly choices?: Choice[],
  ) {
    super(detail);
  }
}

/** Where the provider documents what an action states about itself: URLs. */
export interface Sources {
  effectClass: string;
  scopes?: string;
  undo?: string;
  /** Of the limits that apply to it. */
  limits?: string;
}

interface Definition extends Action {
  sources: Sources;
  /** Without a network: the values of the headers named in `addedAtSend`. */
  sign(request: PlannedRequest, credentials: Credentials): Partial<Record<SendHeader, string>>;
}

/** Changes something at the provider: previewed, confirmed, and sent as it was planned. */
export interface WriteAction extends Definition {
  kind: 'write';
  /** What has to be looked up before it can be planned, such as the id of a space that is given by its name; it is `found` then. */
  lookUp?(input: JsonObject, facts: PlanFacts): Looking<JsonObject>;
  /** Without a network, and the same for the same input, facts and findings. Throws PlanError. */
  plan(input: JsonObject, facts: PlanFacts, found: JsonObject): Plan | Promise<Plan>;
  /** Pure: what the provider's answer means. A gateway's 502, 503 or 504 means that nobody knows, whatever the class. */
  read(answer: Answer, request: PlannedRequest): Outcome;
  /** Only of the class `probe`, pure: how to look whether a write whose reply was lost took effect. */
  probe?: {
    request(planned: PlannedRequest): LookRequest;
    /** Succeeded: it took effect. Failed: it did not, and may be sent again. Unknown: the look did not tell. */
    read(answer: Answer, planned: PlannedRequest): Outcome;
  };
  /** Only with `undo`, pure: the input of that action for an execution of this one; undefined where it cannot be undone. */
  compensate?(execution: { input: JsonObject; output: JsonObject }): JsonObject | undefined;
}

/** Changes nothing at the provider: run without a preview. */
export interface ReadAction extends Definition {
  kind: 'read';
  /** Looks, and returns the output. */
  look(input: JsonObject, facts: PlanFacts): Looking<JsonObject>;
}

export type ActionDefinition = WriteAction | ReadAction;
