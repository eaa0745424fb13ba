import { RelayError } from '../../platform/errors.js';

/** The same for no key, a wrong, mistyped, expired or revoked one: the reply tells nothing about which. */
export const unauthenticated = () =>
  new RelayError('unauthenticated', 401, 'Send a valid API key: Authorization: Bearer relay_…', {
    headers: { 'WWW-Authenticate': 'Bearer realm="relay"' },
  });

export const forbidden = (needed: string, has: string) =>
  new RelayError('forbidden', 403, `This needs the role ${needed}; the key has ${has}.`);

export const apiKeyNotFound = () =>
  new RelayError('api_key_not_found', 404, 'There is no such API key in this workspace.');

export const apiKeyExpired = () =>
  new RelayError('api_key_expired', 409, 'This API key has expired; a new secret would not work. Create another key.');

export const lastAdminKey = () =>
  new RelayError('last_admin_key', 409, 'This is the last admin key of the workspace; create another one first.');

export const expiresInThePast = () => {
  const detail = 'expiresAt is no time in the future.';
  return new RelayError('invalid_request', 422, detail, { errors: [{ pointer: '/expiresAt', detail, code: 'past' }] });
};
