// Graph, as far as Relay uses it.
import type { Account } from '../accounts.js';
import { json } from '../gate/http.js';
import type { Route } from '../gate/routes.js';
import { eventRoutes } from './events.js';
import { mailRoutes } from './mail.js';
import { selected } from './odata.js';
import type { MicrosoftState } from './state.js';
import { teamsRoutes } from './teams.js';

export const graphRoutes = (state: MicrosoftState, accounts: Account[]): Route[] => [
  me,
  ...mailRoutes(state, accounts),
  ...eventRoutes(state),
  ...teamsRoutes(state, accounts),
];

const me: Route = {
  method: 'GET',
  path: '/v1.0/me',
  scopes: ['User.Read', 'User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite'],
  operation: 'GET /me',
  handle({ account, query }) {
    const [givenName, ...rest] = account.displayName.split(' ');
    const facts = {
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity',
      id: account.id,
      displayName: account.displayName,
      givenName,
      surname: rest.join(' '),
      mail: account.email,
      userPrincipalName: account.email,
      businessPhones: [],
      jobTitle: null,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
    };
    return json(200, selected(facts, query));
  },
};
