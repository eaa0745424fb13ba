import type { Credentials, PlannedRequest } from '../provider.js';

export const sign = (_request: PlannedRequest, { accessToken }: Credentials) => ({
  authorization: `Bearer ${accessToken}`,
});
