import type { Choice } from '../../generated/types.js';
import { RelayError } from '../../platform/errors.js';

export const connectionRequired = (provider: string) =>
  new RelayError(
    'connection_required',
    409,
    `This action runs through a connection to ${provider}, and the workspace has none; make one with connections.create.`,
  );

export const connectionAmbiguous = (provider: string, choices: Choice[]) => {
  const detail = `The workspace has several connections to ${provider}; say by connectionId which one is meant.`;
  return new RelayError('connection_ambiguous', 409, detail, {
    errors: [{ pointer: '/connectionId', detail, code: 'connection_ambiguous', choices }],
  });
};

export const connectionNotActive = (reason: string) => new RelayError('connection_not_active', 409, reason);

export const scopeMissing = (provider: string, scopes: string[], authorizationUrl: string) =>
  new RelayError(
    'scope_missing',
    409,
    `The connection's owner has not agreed to what this action needs at ${provider}: ${scopes.join(', ')}.`,
    { authorizationUrl },
  );
