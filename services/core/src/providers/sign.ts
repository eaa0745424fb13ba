import type { Credentials, PlannedRequest } from './provider.js';

/** How every provider takes the token of a connection. */
export const sign = (_request: PlannedRequest, { accessToken }: Credentials) => ({
  authorization: `Bearer ${accessToken}`,
});
