// Codes and refresh tokens for access tokens. The third party issues them; what it lets pass and a provider would not is refused here.
import { createHash } from 'node:crypto';
import type { Account } from '../accounts.js';
import { fieldsOf, type IncomingCall, parseJson, type Reply } from '../gate/http.js';
import { PEER_REDIRECT_URI } from '../gate/peer.js';
import { basicCredentials, isClient, randomToken } from './client.js';
import type { OAuthDeps } from './deps.js';
import { signAgain } from './id-tokens.js';
import type { SignIns } from './sign-ins.js';

export class TokenEndpoint {
  /** Refresh tokens that the third party knows, too. */
  private readonly ofPeer = new Set<string>();

  constructor(private readonly deps: OAuthDeps & { signIns: SignIns }) {}

  async answer(call: IncomingCall, fault?: string): Promise<Reply> {
    const { dialect, client } = this.deps;
    const fields = fieldsOf(call);
    const [basicId, basicSecret] = basicCredentials(call.headers.authorization) ?? [];
    const clientId = basicId ?? fields.get('client_id');
    if (clientId !== client.clientId) return dialect.refused('unknown_client');
    if (!isClient(client, clientId, basicSecret ?? fields.get('client_secret')))
      return dialect.refused('invalid_client');
    const accept = call.headers.accept ?? '';
    const grantType = fields.get('grant_type') ?? (dialect.impliesCode ? 'authorization_code' : '');
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
    const { dialect, grants, settings } = this.deps;
    const text = fields.get('code') ?? '';
    const code = this.deps.signIns.findCode(text);
    if (code?.used) {
      grants.revoke(code.grantId); // RFC 6749, 4.1.2: a code that comes twice may have been stolen
      return dialect.refused('invalid_code');
    }
    if (!code || code.expiresAt < Date.now()) return dialect.refused('invalid_code');
    if (fields.get('redirect_uri') !== code.redirectUri) return dialect.refused('redirect_mismatch');
    const verifier = fields.get('code_verifier') ?? '';
    if (!verifier || challengeOf(verifier) !== code.query.get('code_challenge'))
      return dialect.refused('invalid_verifier');
    code.used = true;
    const answer = await this.askPeer({
      grant_type: 'authorization_code',
      code: text,
      redirect_uri: PEER_REDIRECT_URI,
      code_verifier: verifier,
    });
    if (!answer?.access_token) return dialect.refused('invalid_code');
    return this.issue(code.grantId, code.scopes, {
      answer,
      accept: options.accept,
      account: code.account,
      refresh: !options.withoutRefresh && dialect.offersRefresh(code, settings),
    });
  }

  private async refresh(fields: URLSearchParams, options: { accept: string; withoutRefresh: boolean }): Promise<Reply> {
    const { dialect, client, grants, accounts } = this.deps;
    const text = fields.get('refresh_token') ?? '';
    const found = grants.find(text, 'refresh');
    if (!found || found.grant.clientId !== client.clientId) return dialect.refused('invalid_refresh_token');
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

  private async issue(
    grantId: string,
    scopes: string[],
    how: { answer: Record<string, string>; accept: string; account: Account; refresh: boolean },
  ): Promise<Reply> {
    const { dialect, grants, settings } = this.deps;
    const { answer, account } = how;
    const seconds = dialect.tokensExpire(settings) ? settings.accessTokenSeconds : undefined;
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
    return dialect.issued({ accessToken, seconds, refreshToken, scopes, idToken }, how.accept);
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
    // GitHub says with 200 that something is wrong.
    const isGood = reply.status === 200 && typeof body === 'object' && body !== null && 'access_token' in body;
    return isGood ? (body as Record<string, string>) : undefined;
  }

  reset(): void {
    this.ofPeer.clear();
  }
}

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');
