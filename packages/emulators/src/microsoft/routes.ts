import type { Account } from '../accounts.js';
import { json } from '../gate/http.js';
import type { Route } from '../gate/routes.js';
import type { MicrosoftState } from './state.js';

export function graphRoutes(_state: MicrosoftState, _accounts: Account[]): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1.0/me',
      scopes: ['User.Read', 'User.ReadBasic.All', 'User.ReadWrite'],
      handle: ({ account }) =>
        json(200, {
          id: account.id,
          displayName: account.displayName,
          mail: account.email,
          userPrincipalName: account.email,
        }),
    },
  ];
}
