// Google: Gmail by the third party behind the gate; Calendar and Chat are our own.
import type { Account } from '../accounts.js';
import { empty, fieldsOf, json } from '../gate/http.js';
import type { Peer } from '../gate/peer.js';
import type { Route } from '../gate/routes.js';
import type { Vendor } from '../gate/vendor.js';
import { publicKeys } from '../oauth/id-tokens.js';
import { Calendar, calendarRoutes } from './calendar.js';
import { Chat, chatRoutes } from './chat.js';
import { googleDialect } from './dialect.js';
import { refuse } from './errors.js';
import { withFields } from './fields.js';
import { gmailRoutes, Mailboxes } from './gmail.js';
import { googleSections } from './sections.js';

export interface GoogleState {
  mailboxes: Mailboxes;
  calendar: Calendar;
  chat: Chat;
}

export function googleVendor(accounts: Account[], peer: Peer): Vendor<GoogleState> {
  const state = { mailboxes: new Mailboxes(peer, accounts), calendar: new Calendar(), chat: new Chat() };
  return {
    provider: 'google',
    dialect: googleDialect,
    state,
    routes: [
      ...gmailRoutes(state.mailboxes, peer),
      ...calendarRoutes(state.calendar),
      ...chatRoutes(state.chat),
      userinfo,
    ],
    isOAuth: (path) => path === '/revoke' || path === '/oauth2/v3/certs',
    async oauth(call, { grants }) {
      if (call.path === '/oauth2/v3/certs') return json(200, await publicKeys());
      if (call.method !== 'POST') return undefined;
      // In the query or in a form; of either kind, and its grant goes with it.
      const token = call.query.get('token') ?? fieldsOf(call).get('token') ?? '';
      const grant = grants.grantOf(token);
      if (!grant) return json(400, { error: 'invalid_token', error_description: 'Token expired or revoked' });
      grants.revoke(grant.id);
      return empty(200);
    },
    refuse,
    finish: (reply, { query }) => ({ ...reply, body: withFields(reply, query.get('fields')) }),
    sections: () => googleSections(state, accounts),
    reset() {
      state.calendar.clear();
      state.chat.clear();
    },
  };
}

const userinfo: Route = {
  method: 'GET',
  path: '/v1/userinfo',
  scopes: ['openid'],
  handle: ({ account, scopes }) =>
    json(200, {
      sub: account.id,
      ...(scopes.includes('https://www.googleapis.com/auth/userinfo.email') && {
        email: account.email,
        email_verified: true,
      }),
      ...(scopes.includes('https://www.googleapis.com/auth/userinfo.profile') && {
        name: account.displayName,
        given_name: account.displayName.split(' ')[0],
        family_name: account.displayName.split(' ').slice(1).join(' '),
      }),
    }),
};
