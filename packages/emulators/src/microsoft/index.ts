// Microsoft: signing in by the third party behind the gate; Graph is our own.
import { randomUUID } from 'node:crypto';
import type { Account } from '../accounts.js';
import { json } from '../gate/http.js';
import type { Vendor } from '../gate/vendor.js';
import { publicKeys } from '../oauth/id-tokens.js';
import { microsoftDialect } from './dialect.js';
import { refuse } from './errors.js';
import { graphRoutes } from './routes.js';
import { microsoftSections } from './sections.js';
import { type MicrosoftState, newState } from './state.js';

export type { MicrosoftState } from './state.js';

const KEYS = /^\/[A-Za-z0-9.-]+\/discovery\/v2\.0\/keys$/;

export function microsoftVendor(accounts: Account[]): Vendor<MicrosoftState> {
  const state = newState();
  return {
    provider: 'microsoft',
    dialect: microsoftDialect,
    state,
    routes: graphRoutes(state, accounts),
    isOAuth: (path) => KEYS.test(path),
    oauth: async () => json(200, await publicKeys()),
    refuse,
    decorate({ headers }) {
      const id = randomUUID();
      return { 'request-id': id, 'client-request-id': headers['client-request-id'] ?? id };
    },
    sections: async () => microsoftSections(state),
    reset: () => Object.assign(state, newState()),
  };
}
