// Signing in and tokens. The third party issues codes and tokens; what it lets pass and a provider would not is refused here.
import { createHash } from 'node:crypto';
import type { Account } from '../accounts.js';
import { fieldsOf, type IncomingCall, parseJson, type Reply, redirect } from '../gate/http.js';
import { PEER_REDIRECT_URI, type Peer } from '../gate/peer.js';
import { basicCredentials, type Client, isClient, randomToken } from './client.js';
import type { Dialect, TokenRefusal } from './dialect.js';
import type { Grants } from './grants.js';
import { signAgain } from './id-tokens.js';
import { errorPage, signInPage } from './page.js';

export interface OAuthSettings {
  /** How long access tokens live, in seconds. */
  accessTokenSeconds: number;
  /** GitHub: whether tokens expire and can be refreshed, as those of GitHub Apps do. */
  expiringTokens: boolean;
}

export interface OAuthDeps {
  dialect: Dialect;
  peer: Peer;
  client: Client;
  accounts: Account[];
  grants: Grants;
  settings: OAuthSettings;
}

interface Pending {
  query: URLSearchParams;
  redirectUri: string;
  scopes: string[];
  expiresAt: number;
}

interface Code extends Pending {
  account: Account;
  isFirst: boolean;
  grantId: string;
  used: boolean;
}

const SIGN_IN_MS = 10 * 60_000;

export class OAuthServer {
  private readonly pending = new Map<string, Pending>();
  private readonly codes = new Map<string, Code>();
  /** Refresh tokens that the third party knows, too. */
  private readonly ofPeer = new Set<string>();

  constructor(private readonly deps: OAuthDeps) {}

  /** The page where a person chooses an account. */
  authorize({ query }: IncomingCall): Reply {
    const { dialect, client, accounts } = this.deps;
    if (query.get('client_id') !== client.clientId)
      return errorPage(dialect.name, 'This application is not known', 'Its client_id is not registered here.');
    const redirectUri = query.get('redirect_uri') ?? '';
    if (!client.redirectUris.has(redirectUri))
      return errorPage(
        dialect.name,
        'This address is not registered',
        `The redirect_uri ${redirectUri || '(none)'} is not one of the application's.`,
      );
    const refused = (error: string, description: string) =>
      redirect(withQuery(redirectUri, { error, error_description: description, state: query.get('state') ?? '' }));
    if ((query.get('response_type') ?? 'code') !== 'code')
      return refused('unsupported_response_type', 'Only response_type=code is supported.');
    if (query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge'))
      return refused('invalid_request', 'A code_challenge of the method S256 is required.');
    const scopes = dialect.scopesIn(query.get('scope') ?? '');
    if (scopes.length === 0 && dialect.name !== 'GitHub') return refused('invalid_request', 'Missing parameter: scope');
    const id = randomToken('');
    this.pending.set(id, { query, redirectUri, scopes, expiresAt: Date.now() + SIGN_IN_MS });
    return signInPage({
      dialect,
      applicationName: client.name,
      accounts,
      hint: query.get('login_hint') ?? query.get('login') ?? undefined,
      scopes,
      request: id,
      returnsTo: new URL(redirectUri).host,
    });
  }

  /** What the person has decided on that page. */
  async decide(call: IncomingCall): Promise<Reply> {
    const { dialect, accounts, client, grants, peer } = this.deps;
    const fields = fieldsOf(call);
    const id = fields.get('request') ?? '';
    const pending = this.pending.get(id);
    this.pending.delete(id);
    if (!pending || pending.expiresAt < Date.now())
      return errorPage(dialect.name, 'This page has been used already', 'Start again in the application.');
    const { query, redirectUri } = pending;
    const state = query.get('state') ?? '';
    if (fields.get('decision') !== 'allow') return redirect(withQuery(redirectUri, { ...dialect.denied, state }));
    const account = accounts.find(({ name }) => name === fields.get('account'));
    if (!account) return errorPage(dialect.name, 'No such account', 'Choose one that is on the page.');
    const ticked = new Set(fields.getAll('scope'));
    const agreed = pending.scopes.filter(
      (scope) => !dialect.granular || dialect.isIdentity(scope) || ticked.has(scope),
    );
    const known = grants.find(client.clientId, account.name);
    const scopes = dialect.cumulative(query) ? [...new Set([...(known?.scopes ?? []), ...agreed])] : agreed;
    const grant = grants.agree(client.clientId, account.name, agreed);
    const answer = await peer.send({
      method: 'POST',
      path: dialect.peer.callback,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        [dialect.peer.person]: account.name,
        redirect_uri: PEER_REDIRECT_URI,
        client_id: client.clientId,
        scope: scopes.join(' '),
        state: '',
        nonce: query.get('nonce') ?? '',
        code_challenge: query.get('code_challenge') ?? '',
        code_challenge_method: 'S256',
      }).toString(),
    });
    const code = new URL(answer.headers.location ?? 'about:blank').searchParams.get('code');
    if (!code) return errorPage(dialect.name, 'Signing in failed', `The emulator answered ${answer.status}.`);
    this.codes.set(code, { ...pending, scopes, account, isFirst: !known, grantId: grant.id, used: false });
    return redirect(withQuery(redirectUri, { code, state, ...dialect.allowed(scopes, account) }));
  }

  /** The token endpoint. */
  async token(call: IncomingCall, fault?: 'invalid_grant' | 'no_refresh_token'): Promise<Reply> {
    const { dialect, client } = this.deps;
    const fields = fieldsOf(call);
    const [basicId, basicSecret] = basicCredentials(call.headers.authorization) ?? [];
    const clientId = basicId ?? fields.get('client_id');
    if (clientId !== client.clientId) return dialect.refused('unknown_client');
    if (!isClient(client, clientId, basicSecret ?? fields.get('client_secret')))
      return dialect.refused('invalid_client');
    const accept = call.headers.accept ?? '';
    const grantType = fields.get('grant_type') ?? (dialect.name === 'GitHub' ? 'authorization_code' : '');
    const withoutRefresh = fault === 'no_refresh_token';
    if (grantType === 'authorization_code')
      return fault === 'invalid_grant'
        ? dialect.refused('invalid_code')
        : this.exchange(fields, { accept, withoutRefresh });
    if (grantType === 'refresh_token')
      return fault === 'invalid_grant'
        ? dialect.refused('invalid_refresh_token')
        : this.refresh(fields, { accept, withoutRefresh });
    return dialect.refused('unsupported_grant_type');
  }

  private async exchange(
    fields: URLSearchParams,
    options: { accept: string; withoutRefresh: boolean },
  ): Promise<Reply> {
    const { dialect, grants } = this.deps;
    const text = fields.get('code') ?? '';
    const code = this.codes.get(text);
    if (code?.used) {
      grants.revoke(code.grantId); // RFC 6749, 4.1.2: a code that comes twice may have been stolen
      return dialect.refused('invalid_code');
    }
    if (!code || code.expiresAt < Date.now()) return dialect.refused('invalid_code');
    if (fields.get('redirect_uri') !== code.redirectUri) return dialect.refused('redirect_mismatch');
    const refusal = verifierRefusal(code.query.get('code_challenge')!, fields.get('code_verifier'));
    if (refusal) return dialect.refused(refusal);
    code.used = true;
    const answer = await this.askPeer({
      grant_type: 'authorization_code',
      code: text,
      redirect_uri: PEER_REDIRECT_URI,
      code_verifier: fields.get('code_verifier')!,
    });
    if (!answer?.access_token) return dialect.refused('invalid_code');
    return this.issue(code.grantId, code.scopes, {
      answer,
      accept: options.accept,
      account: code.account,
      refresh: !options.withoutRefresh && this.offersRefresh(code),
    });
  }

  private async refresh(fields: URLSearchParams, options: { accept: string; withoutRefresh: boolean }): Promise<Reply> {
    const { dialect, client, grants, accounts } = this.deps;
    const text = fields.get('refresh_token') ?? '';
    const found = grants.refresh(text);
    if (found.status !== 'good' || found.grant.clientId !== client.clientId)
      return dialect.refused('invalid_refresh_token');
    const account = accounts.find(({ name }) => name === found.grant.accountName)!;
    // Before anything is awaited: of two at the same time, one wins.
    if (dialect.rotatesRefreshTokens && !options.withoutRefresh) grants.dropToken(text);
    const answer = await this.askPeer({ grant_type: 'refresh_token', refresh_token: text });
    // The third party does not know those from before the last start, nor one that it has replaced and nobody was told.
    if (!answer && this.ofPeer.has(text)) return dialect.refused('invalid_refresh_token');
    if (options.withoutRefresh) this.ofPeer.delete(text);
    return this.issue(found.grant.id, found.scopes, {
      answer: answer ?? {},
      accept: options.accept,
      account,
      refresh: dialect.rotatesRefreshTokens && !options.withoutRefresh,
    });
  }

  private offersRefresh({ query, isFirst }: Code): boolean {
    const { dialect, settings } = this.deps;
    return dialect.name === 'GitHub' ? settings.expiringTokens : dialect.offersRefresh(query, isFirst);
  }

  private async issue(
    grantId: string,
    scopes: string[],
    how: { answer: Record<string, string>; accept: string; account: Account; refresh: boolean },
  ): Promise<Reply> {
    const { dialect, grants, settings } = this.deps;
    const { answer, account } = how;
    const expires = dialect.name !== 'GitHub' || settings.expiringTokens;
    const seconds = expires ? settings.accessTokenSeconds : undefined;
    const accessToken = answer.access_token ?? randomToken(`${dialect.name.toLowerCase()}_`);
    grants.addToken(accessToken, { grantId, kind: 'access', scopes, ...(seconds !== undefined && { seconds }) });
    const refreshToken = how.refresh ? (answer.refresh_token ?? randomToken('refresh_')) : undefined;
    if (refreshToken) grants.addToken(refreshToken, { grantId, kind: 'refresh', scopes });
    if (answer.refresh_token) this.ofPeer.add(answer.refresh_token);
    const claims = dialect.claims?.(account);
    const idToken =
      claims && answer.id_token && scopes.includes('openid')
        ? await signAgain(answer.id_token, claims, accessToken)
        : undefined;
    const refreshSeconds = refreshToken && dialect.name === 'GitHub' ? 15_811_200 : undefined;
    return dialect.issued({ accessToken, seconds, refreshToken, refreshSeconds, scopes, idToken }, how.accept);
  }

  private async askPeer(fields: Record<string, string>): Promise<Record<string, string> | undefined> {
    const { dialect, peer, client } = this.deps;
    const { clientId, clientSecret } = client;
    const reply = await peer.send({
      method: 'POST',
      path: dialect.peer.token,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ ...fields, client_id: clientId, client_secret: clientSecret }).toString(),
    });
    const body = typeof reply.body === 'string' ? parseJson(reply.body) : reply.body;
    return reply.status === 200 && body ? (body as Record<string, string>) : undefined;
  }

  reset(): void {
    this.pending.clear();
    this.codes.clear();
    this.ofPeer.clear();
  }
}

function verifierRefusal(challenge: string, verifier: string | null): TokenRefusal | undefined {
  const right = verifier && createHash('sha256').update(verifier).digest('base64url') === challenge;
  return right ? undefined : 'invalid_verifier';
}

function withQuery(uri: string, parameters: Record<string, string>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.set(name, value);
  return url.href;
}
