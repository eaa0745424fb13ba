import type { LookupAddress, LookupOptions } from 'node:dns';

/** A request exactly as it leaves: besides these headers only host, content-length and connection are sent. */
export interface OutboundRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
}

/** The other side's reply; `truncated` says that its body was cut, by our cap, by the deadline or on its way. */
export interface Answered {
  kind: 'answered';
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  truncated: boolean;
  durationMs: number;
}

/** Nothing of the request reached the other side: safe to say "it did not happen". */
export interface NotSent {
  kind: 'not_sent';
  code:
    | 'address_blocked'
    | 'dns_failed'
    | 'connection_refused'
    | 'connection_failed'
    | 'connect_timeout'
    | 'tls_failed';
  detail: string;
  retryable: boolean;
  cause?: unknown;
  durationMs: number;
}

/** The request may have arrived; nobody can tell from here. */
export interface NoReply {
  kind: 'no_reply';
  code: 'timeout' | 'connection_reset' | 'malformed_reply';
  detail: string;
  cause?: unknown;
  durationMs: number;
}

/** What became of a request. */
export type OutboundResult = Answered | NotSent | NoReply;

export interface SendOptions {
  /** Gives up when it fires. */
  signal?: AbortSignal;
  /** For everything from DNS to the last byte of the reply, where that has to be less than usual, in milliseconds. */
  withinMs?: number;
}

/** The one way out of Relay. */
export interface Outbound {
  /** Sends once, never follows a redirect, never throws for what the network does. */
  send(request: OutboundRequest, options?: SendOptions): Promise<OutboundResult>;
  /** Why a URL may not be sent to, judged without DNS; undefined if nothing speaks against it yet. */
  refusal(url: string): string | undefined;
}

/** `dns.lookup`, as far as it is used here. */
export type Lookup = (
  host: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface OutboundOptions {
  /** RELAY_OUTBOUND_ALLOW: host names, host:port, addresses and CIDRs that may be reached although private. */
  allow: string[];
  /** Where core, Postgres and Redis listen: never reached, even when allowed. */
  refused: Array<{ host: string; port: number }>;
  /** The development inbox: exactly these paths on this port of loopback, or of `host`, are reached despite `allow` and `refused`. */
  exempt?: { port: number; paths: string[]; host?: string };
  /** For everything from DNS to the last byte of the reply. */
  deadlineMs?: number;
  /** For DNS, connect and TLS together. */
  connectTimeoutMs?: number;
  /** A longer reply is cut here. */
  keepReplyBytes?: number;
  lookup?: Lookup;
}
