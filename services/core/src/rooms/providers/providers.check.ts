// Whether people will be able to connect: what the provider says about the client, and what can be seen from here.
import * as oauth from 'oauth4webapi';
import type { ProviderCheck } from '../../generated/types.js';
import { fetchThrough, NotAnswered, type Outbound } from '../../platform/outbound/index.js';
import {
  endpointsFor,
  fieldsIn,
  isOneOf,
  type OAuthProvider,
  type ProviderUrls,
  USER_AGENT,
} from '../../providers/index.js';
import type { Configuration } from './providers.configurations.js';

type Problem = ProviderCheck['problems'][number];
const problem = (code: string, detail: string): Problem => ({ code, detail });

const WITHIN_MS = 10_000;
/** No provider gives such a code: what it answers is about the client alone. */
const MADE_UP_CODE = 'relay-check-not-a-code';

export interface CheckDeps {
  outbound: Outbound;
  providerUrls: ProviderUrls;
}

/** Asks the provider for tokens with a code that cannot be one, and reads from the refusal whether it knows client and secret. Throws 409 without a client. */
export async function askProvider(
  { outbound, providerUrls }: CheckDeps,
  configuration: Configuration,
): Promise<Problem[]> {
  const { provider, redirectUri, isEmulated } = configuration;
  const client = configuration.client();
  const { token } = endpointsFor(provider, client, providerUrls);
  try {
    const response = await oauth.genericTokenEndpointRequest(
      { issuer: provider.issuer, token_endpoint: token },
      { client_id: client.clientId },
      oauth.ClientSecretPost(client.clientSecret),
      'authorization_code',
      { code: MADE_UP_CODE, redirect_uri: redirectUri },
      {
        headers: { 'user-agent': USER_AGENT },
        [oauth.customFetch]: fetchThrough(outbound, WITHIN_MS),
        [oauth.allowInsecureRequests]: token.startsWith('http:'),
      },
    );
    const problems = judge(provider, response.status, await response.text());
    return isEmulated && problems.length > 0 ? [emulated(provider)] : problems;
  } catch (error) {
    if (!(error instanceof NotAnswered)) throw error;
    return [problem('provider_unavailable', `${provider.name} could not be asked: ${error.message}`)];
  }
}

const emulated = ({ name }: OAuthProvider) =>
  problem(
    'provider_emulated',
    `A stand-in is in the place of ${name} on this machine, and knows no client but its own; start Relay with RELAY_EMULATORS=off.`,
  );

/** Codes of a refusal of the code itself: the provider has accepted the client before. */
const CODE_REFUSED = ['invalid_grant', 'bad_verification_code'];

function judge({ name, clientErrors }: OAuthProvider, status: number, text: string): Problem[] {
  const { error = '', error_description: description = '' } = fieldsIn(text);
  const code = String(error);
  const says = (known: string[]) => isOneOf(known, code, String(description));
  if (says(clientErrors.unknownClient)) return [problem('client_id_unknown', `${name} does not know this client id.`)];
  if (says(clientErrors.wrongSecret))
    return [
      problem('client_secret_refused', `${name} does not accept the client secret; make a new one in its console.`),
    ];
  if (says(clientErrors.wrongRedirect))
    return [
      problem(
        'redirect_uri_unknown',
        `${name} does not know the redirect URI; add it in its console, exactly as it is.`,
      ),
    ];
  if (CODE_REFUSED.includes(code)) return [];
  const answered = code === '' ? `status ${status}` : JSON.stringify(code.slice(0, 100));
  return [problem('unexpected_answer', `${name} answered with ${answered}, which says nothing about the client.`)];
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** What can be seen without asking anybody. */
export function lookAt({ provider, configuredBy, consent, redirectUri }: Configuration): Problem[] {
  if (configuredBy === 'emulator') return []; // it takes everything
  const problems: Problem[] = [];
  const { protocol, hostname } = new URL(redirectUri);
  if (protocol === 'http:' && !LOOPBACK.includes(hostname))
    problems.push(
      problem(
        'redirect_uri_not_https',
        `${provider.name} takes a redirect URI with https only; set RELAY_PUBLIC_URL to the https address of this Relay.`,
      ),
    );
  if (protocol === 'http:' && provider.id === 'microsoft' && hostname !== 'localhost' && LOOPBACK.includes(hostname))
    problems.push(
      problem(
        'redirect_uri_not_localhost',
        `Microsoft takes http with the host localhost only; set RELAY_PUBLIC_URL to http://localhost and the port.`,
      ),
    );
  const missing = (['supportEmail', 'privacyUrl', 'termsUrl'] as const).filter((name) => consent[name] === undefined);
  if (missing.length > 0)
    problems.push(
      problem(
        'consent_incomplete',
        `People are not shown ${missing.join(', ')} before they agree; ${provider.name} asks applications to tell them.`,
      ),
    );
  return problems;
}
