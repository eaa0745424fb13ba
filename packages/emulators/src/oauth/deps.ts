import type { Account } from '../accounts.js';
import type { Peer } from '../gate/peer.js';
import type { Client } from './client.js';
import type { Dialect } from './dialect.js';
import type { Grants } from './grants.js';

export interface OAuthSettings {
  /** How long access tokens live, in seconds. */
  accessTokenSeconds: number;
  /** GitHub: whether tokens expire and can be refreshed, as those of GitHub Apps do. */
  expiringTokens: boolean;
}

export interface OAuthDeps {
  dialect: Dialect;
  peer: Peer;
  client: Client;
  accounts: Account[];
  grants: Grants;
  settings: OAuthSettings;
}
