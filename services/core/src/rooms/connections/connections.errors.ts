import { type FieldError, RelayError } from '../../platform/errors.js';

export const connectionNotFound = () =>
  new RelayError('connection_not_found', 404, 'There is no such connection in this workspace.');

export const connectionLimit = (most: number) =>
  new RelayError('connection_limit', 409, `A workspace has ${most} connections at the most; disconnect one first.`);

export const pendingLimit = (most: number) =>
  new RelayError(
    'connection_limit',
    409,
    `${most} connections wait for their owners, which is the most; send somebody the link of one of them, or delete it.`,
  );

export const connectionDisconnected = () =>
  new RelayError('connection_revoked', 409, 'This connection was disconnected; create another one.');

export const otherProvider = (provider: string) =>
  invalidConnection({ pointer: '/provider', detail: `The connection is to ${provider}.`, code: 'other_provider' });

export const returnUrlRefused = () =>
  invalidConnection({
    pointer: '/returnUrl',
    detail: 'This is not below any of the URLs in RELAY_RETURN_URLS; the operator of this Relay can add it there.',
    code: 'return_url_refused',
  });

const invalidConnection = (error: FieldError) =>
  new RelayError('invalid_request', 422, error.detail, { errors: [error] });
