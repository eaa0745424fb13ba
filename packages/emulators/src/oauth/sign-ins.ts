// Signing in: a page, what a person decides on it, and the code that an application gets.
import type { Account } from '../accounts.js';
import { fieldsOf, type IncomingCall, type Reply, redirect } from '../gate/http.js';
import { PEER_REDIRECT_URI } from '../gate/peer.js';
import { randomToken } from './client.js';
import type { OAuthDeps } from './deps.js';
import type { Consent } from './dialect.js';
import { errorPage, signInPage } from './page.js';

interface Pending {
  query: URLSearchParams;
  redirectUri: string;
  scopes: string[];
  expiresAt: number;
}

/** What a code stands for. */
export interface Code extends Pending, Consent {
  account: Account;
  grantId: string;
  used: boolean;
}

const SIGN_IN_MS = 10 * 60_000;

export class SignIns {
  private readonly pending = new Map<string, Pending>();
  private readonly codes = new Map<string, Code>();

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
    if (scopes.length === 0 && dialect.needsScope) return refused('invalid_request', 'Missing parameter: scope');
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
    const known = grants.findGrant(client.clientId, account.name);
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
    return redirect(withQuery(redirectUri, { code, state, ...dialect.allowed(scopes) }));
  }

  /** Also one that was used or is too old. */
  findCode(code: string): Code | undefined {
    return this.codes.get(code);
  }

  reset(): void {
    this.pending.clear();
    this.codes.clear();
  }
}

function withQuery(uri: string, parameters: Record<string, string>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.set(name, value);
  return url.href;
}
