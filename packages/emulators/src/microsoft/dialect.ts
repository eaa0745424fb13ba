// Entra's OAuth: any tenant in the path, refresh tokens for `offline_access`, each of them used once.
import { randomUUID } from 'node:crypto';
import { TENANT_ID } from '../accounts.js';
import { json } from '../gate/http.js';
import type { Dialect, TokenRefusal } from '../oauth/dialect.js';

const GRAPH = 'https://graph.microsoft.com/';
const IDENTITY = new Set(['openid', 'email', 'profile', 'offline_access', 'User.Read']);

const MEANINGS: Record<string, string> = {
  'Mail.Send': 'Send mail as you',
  'Mail.Read': 'Read your mail',
  'Mail.ReadBasic': 'Read the headers of your mail',
  'Mail.ReadWrite': 'Read and write your mail',
  'Calendars.ReadWrite': 'Read and change your calendars',
  'Calendars.Read': 'Read your calendars',
  'ChannelMessage.Send': 'Send messages in channels of your teams',
  'ChatMessage.Send': 'Send messages in your chats',
  'Chat.ReadBasic': 'See your chats and who is in them',
  'Chat.Read': 'Read your chats',
  'Chat.ReadWrite': 'Read and write your chats',
  'Team.ReadBasic.All': 'See the teams that you are in',
  'Channel.ReadBasic.All': 'See the channels of your teams',
};

const REFUSED: Record<TokenRefusal, [status: number, error: string, code: number, description: string]> = {
  unknown_client: [400, 'unauthorized_client', 700016, 'Application was not found in the directory.'],
  invalid_client: [401, 'invalid_client', 7000215, 'Invalid client secret provided.'],
  invalid_code: [400, 'invalid_grant', 70008, 'The provided authorization code is expired or was used already.'],
  invalid_verifier: [400, 'invalid_grant', 501481, 'The Code_Verifier does not match the code_challenge supplied.'],
  redirect_mismatch: [
    400,
    'invalid_grant',
    500112,
    'The reply address does not match the one of the request for the code.',
  ],
  invalid_refresh_token: [400, 'invalid_grant', 700082, 'The refresh token has expired or was revoked.'],
  unsupported_grant_type: [400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.'],
};

const TENANT = '[A-Za-z0-9.-]+';
const AUTHORIZE = new RegExp(`^/${TENANT}/oauth2/v2\\.0/authorize$`);
const TOKEN = new RegExp(`^/${TENANT}/oauth2/v2\\.0/token$`);

export const microsoftDialect: Dialect = {
  name: 'Microsoft',
  isAuthorize: (path) => AUTHORIZE.test(path),
  isToken: (path) => TOKEN.test(path),
  peer: { callback: '/oauth2/v2.0/authorize/callback', token: '/oauth2/v2.0/token', person: 'email' },
  scopesIn: (text) => [
    ...new Set(
      text
        .split(' ')
        .filter(Boolean)
        .map((scope) => (scope.startsWith(GRAPH) ? scope.slice(GRAPH.length) : scope)),
    ),
  ],
  needsScope: true,
  isIdentity: (scope) => IDENTITY.has(scope),
  describe: (scope) => MEANINGS[scope] ?? 'Use this permission',
  granular: false,
  cumulative: () => true,
  impliesCode: false,
  tokensExpire: () => true,
  offersRefresh: ({ query }) => (query.get('scope') ?? '').split(' ').includes('offline_access'),
  rotatesRefreshTokens: true,
  denied: {
    error: 'access_denied',
    error_description: 'AADSTS65004: User declined to consent to access the app.',
    error_subcode: 'cancel',
  },
  allowed: () => ({ session_state: randomUUID() }),
  issued: ({ accessToken, seconds, refreshToken, scopes, idToken }) =>
    json(
      200,
      {
        token_type: 'Bearer',
        scope: scopes.filter((scope) => scope !== 'offline_access').join(' '),
        expires_in: seconds,
        ext_expires_in: seconds,
        access_token: accessToken,
        ...(refreshToken && { refresh_token: refreshToken }),
        ...(idToken && { id_token: idToken }),
      },
      { 'cache-control': 'no-store' },
    ),
  refused(refusal) {
    const [status, error, code, description] = REFUSED[refusal];
    const id = randomUUID();
    return json(status, {
      error,
      error_description: `AADSTS${code}: ${description} Trace ID: ${id}`,
      error_codes: [code],
      timestamp: new Date().toISOString(),
      trace_id: id,
      correlation_id: id,
    });
  },
  claims: (account) => ({
    iss: `https://login.microsoftonline.com/${TENANT_ID}/v2.0`,
    sub: account.id,
    oid: account.id,
    tid: TENANT_ID,
  }),
};
