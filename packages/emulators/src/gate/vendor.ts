// What a provider brings: its OAuth, its routes, its way of saying no, and a page that shows what arrived.
import type { Client } from '../oauth/client.js';
import type { Dialect } from '../oauth/dialect.js';
import type { Grants } from '../oauth/grants.js';
import type { Section } from '../page/section.js';
import type { IncomingCall, Reply } from './http.js';
import type { Judged } from './judged.js';
import type { Route } from './routes.js';

export type Provider = 'google' | 'microsoft' | 'github';

/** Why a call does not reach a route. */
export type Refusal =
  | { kind: 'unauthenticated' }
  | { kind: 'scope'; needs: string[] }
  | { kind: 'not_found' }
  | { kind: 'invalid'; problems: string[] }
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  | { kind: 'quota'; retryAfterSeconds: number }
  | { kind: 'status'; status: number };

export interface Vendor<State> {
  provider: Provider;
  dialect: Dialect;
  /** Everything of the provider that tests and pages look at. */
  state: State;
  routes: Route[];
  /** Whether a path is neither API nor signing in, such as keys and revocation. */
  isOAuth(path: string): boolean;
  oauth(call: IncomingCall, world: VendorWorld): Promise<Reply | undefined>;
  refuse(refusal: Refusal, path: string): Reply;
  /** Headers that every reply of the API has. */
  decorate?(call: IncomingCall, scopes: string[], route: Route | undefined): Record<string, string>;
  /** The reply as it is sent, after it was judged. */
  finish?(reply: Reply, call: IncomingCall): Reply;
  /** What has arrived, for the page. */
  sections(): Promise<Section[]>;
  /** What on the page a link leads to that the provider has given out; undefined for any other path. */
  anchorFor?(path: string): string | undefined;
  reset(): void;
}

export interface VendorWorld {
  grants: Grants;
  client: Client;
  /** For operations of `oauth` that the vendor describes. */
  judged: Judged;
}
