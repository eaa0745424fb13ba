// What an error on the way from a code to tokens means.
import * as oauth from 'oauth4webapi';
import { NotAnswered } from '../../platform/outbound/index.js';
import { isOneOf, type OAuthProvider } from '../../providers/index.js';
import {
  answerInvalid,
  clientRefused,
  codeRefused,
  denied,
  providerUnavailable,
  type Refusal,
  refusedByProvider,
} from './connections.refusals.js';

/** What a person is told of an error; throws what nobody foresaw. */
export function refusalOf(error: unknown, { name, clientErrors }: OAuthProvider): Refusal {
  if (error instanceof NotAnswered) return providerUnavailable(name);
  if (error instanceof oauth.AuthorizationResponseError)
    return error.error === 'access_denied' ? denied(name) : refusedByProvider(name, shown(error.error));
  if (error instanceof oauth.ResponseBodyError) {
    const known = [...clientErrors.unknownClient, ...clientErrors.wrongSecret];
    return isOneOf(known, error.error, error.error_description ?? '') ? clientRefused(name) : codeRefused(name);
  }
  if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError)
    return answerInvalid(name);
  if (error instanceof oauth.WWWAuthenticateChallengeError) return clientRefused(name);
  throw error;
}

/** What a provider calls an error, as far as it may stand on a page and in the audit log. */
const shown = (error: string) => (/^[\w .-]{1,64}$/.test(error) ? error : 'an error');
