// One request of an action on its way: in its turn, signed, and with the token of its connection.
import { databaseProblem } from '../../platform/db/index.js';
import type { Logger } from '../../platform/log.js';
import type { Metrics } from '../../platform/metrics.js';
import type { Outbound, OutboundResult } from '../../platform/outbound/index.js';
import {
  type ActionDefinition,
  leadsTo,
  mostAtOnce,
  type PlannedRequest,
  type ProviderUrls,
} from '../../providers/index.js';
import type { AccessToken, ConnectionsForActions, UsableConnection } from '../connections/index.js';
import { withoutToken } from './actions.echo.js';
import type { Governor } from './actions.governor.js';
import { ELSEWHERE, noRoom, noToken, type Refused, TOKEN_FAULT, TOKEN_UNREAD, TOO_LATE } from './actions.refusals.js';

/** What a limit lasts whose provider does not say it, in milliseconds. */
const UNTOLD_LIMIT_MS = 1_000;
/** A provider that asks for longer is asked again after a day: a slip in its date must not take a connection away for years. */
const LONGEST_LIMIT_MS = 86_400_000;

export interface TransmitterDeps {
  outbound: Outbound;
  connections: ConnectionsForActions;
  governor: Governor;
  providerUrls: ProviderUrls;
  metrics: Metrics;
  log: Logger;
}

export interface SendTime {
  /** When it must be over, by `performance.now()`; for a write earlier than the end of the lease. */
  endsAt: number;
  /** The time of day, by the database's clock. */
  now: () => Date;
}

/** A request, and whose it is. */
export interface Transmission {
  workspaceId: string;
  action: ActionDefinition;
  connectionId: string | null;
  request: PlannedRequest;
  /** The current one first. */
  webhookSecrets: string[];
}

export interface Transmitted {
  result: OutboundResult | Refused;
  /** How often it was sent, or tried to be. */
  sent: number;
}

export class Transmitter {
  constructor(private readonly deps: TransmitterDeps) {}

  async transmit(transmission: Transmission, time: SendTime): Promise<Transmitted> {
    const { action, connectionId, request } = transmission;
    if (connectionId === null) return { result: await this.send(transmission, undefined, time), sent: 1 };
    if (!leadsTo(action.provider, request.url, this.deps.providerUrls)) return { result: ELSEWHERE, sent: 0 };
    const entry = await this.deps.governor.enter(connectionId, mostAtOnce(action.provider), time.endsAt);
    if (entry.kind === 'refused') {
      this.count(action, 'rate_limited');
      return { result: noRoom(action, entry.retryAfterMs), sent: 0 };
    }
    try {
      return await this.sendWithToken(transmission, connectionId, time);
    } finally {
      entry.leave();
    }
  }

  /** Keeps every process from sending through this connection for as long as its provider asks, or a moment. */
  async throttle(workspaceId: string, connectionId: string, asked = UNTOLD_LIMIT_MS): Promise<void> {
    const milliseconds = Math.min(asked, LONGEST_LIMIT_MS);
    this.deps.governor.hold(connectionId, milliseconds);
    await this.deps.connections
      .throttle(workspaceId, connectionId, milliseconds)
      .catch((err) => this.deps.log.error({ err, connectionId }, 'other processes could not be told of a limit'));
  }

  /** As `throttle`, but only for this process: it was told by another one. */
  hold(connectionId: string, milliseconds: number): void {
    this.deps.governor.hold(connectionId, milliseconds);
  }

  /** The same, for as long as the connection says; `now` is by the database's clock. */
  holdUntil({ id, throttledUntil }: UsableConnection, now: Date): void {
    if (throttledUntil && throttledUntil > now) this.hold(id, throttledUntil.getTime() - now.getTime());
  }

  /** Counts how a request ended: `succeeded`, or a code. */
  count({ provider, id: action }: ActionDefinition, result: string): void {
    this.deps.metrics.providerRequests.inc({ provider, action, result });
    if (result === 'rate_limited') this.deps.metrics.providerLimits.inc({ provider, action });
  }

  // A 401 says that the request was not taken, whatever it would have done: with a newer token it may be sent again, once.
  private async sendWithToken(transmission: Transmission, connectionId: string, time: SendTime): Promise<Transmitted> {
    let rejected: number | undefined;
    for (let sent = 0; ; ) {
      const token = await this.tokenOf(transmission.workspaceId, connectionId, time.endsAt, rejected);
      if (token.kind !== 'token') return { result: token, sent };
      const result = await this.send(transmission, token.value, time);
      sent++;
      if (result.kind !== 'answered' || result.status !== 401 || rejected !== undefined) return { result, sent };
      this.count(transmission.action, 'provider_auth');
      rejected = token.version;
    }
  }

  private async tokenOf(
    workspaceId: string,
    connectionId: string,
    endsAt: number,
    rejected: number | undefined,
  ): Promise<AccessToken | Refused> {
    const options = { endsAt, ...(rejected !== undefined && { rejected }) };
    try {
      const token = await this.deps.connections.accessToken(workspaceId, connectionId, options);
      return token.kind === 'token' ? token : noToken(token);
    } catch (error) {
      this.deps.log.error({ err: error, connectionId }, 'a token could not be read');
      return databaseProblem(error) ? TOKEN_UNREAD : TOKEN_FAULT;
    }
  }

  private async send(
    { action, request, webhookSecrets }: Transmission,
    accessToken: string | undefined,
    { endsAt, now }: SendTime,
  ): Promise<OutboundResult> {
    const values = action.sign(request, { webhookSecrets, accessToken, now: now() });
    const added = Object.fromEntries(request.addedAtSend.map((name) => [name, values[name]!]));
    const { method, url, headers, body } = request;
    const leftMs = Math.round(endsAt - performance.now());
    if (leftMs <= 0) return TOO_LATE;
    const signed = { method, url, headers: { ...headers, ...added }, body };
    const result = await this.deps.outbound.send(signed, { withinMs: leftMs });
    const labels = { provider: action.provider, action: action.id };
    this.deps.metrics.providerDuration.observe(labels, result.durationMs / 1000);
    return accessToken === undefined ? result : withoutToken(result, accessToken);
  }
}
