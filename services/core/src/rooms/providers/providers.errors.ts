import { type FieldError, RelayError } from '../../platform/errors.js';

export const providerNotFound = () => new RelayError('unknown_provider', 404, 'There is no such provider to connect.');

export const providerNotConfigured = (name: string) =>
  new RelayError(
    'provider_not_configured',
    409,
    `There is no OAuth client for ${name} yet; an admin configures one with PUT /api/providers/{provider}.`,
  );

/** The secret was sealed with a master key that is gone. */
export const providerUnreadable = (name: string, cause: unknown) =>
  new RelayError(
    'provider_unreadable',
    409,
    `The client secret for ${name} cannot be opened any more; configure it again.`,
    {
      cause,
    },
  );

export const clientSecretRequired = () =>
  invalidConfiguration({
    pointer: '/clientSecret',
    detail: 'A client needs its secret; it may be left out only while the client id stays the same.',
    code: 'required',
  });

export const tenantRefused = (name: string) =>
  invalidConfiguration({ pointer: '/tenant', detail: `${name} has no tenants.`, code: 'unknown_field' });

export const actionUnknown = (index: number, name: string) =>
  invalidConfiguration({
    pointer: `/scopes/${index}/action`,
    detail: `${name} has no such action; actions.list names them.`,
    code: 'unknown_action',
  });

const invalidConfiguration = (error: FieldError) =>
  new RelayError('invalid_request', 422, error.detail, { errors: [error] });
