// An application's side of signing in, as a test needs it: each step can be done wrongly.
import { createHash, randomBytes } from 'node:crypto';
import { type Emulator, type Provider, type SignInOptions, signIn } from '../index.js';

export const CALLBACK = 'http://127.0.0.1:8787/api/oauth/callback';
export const PROVIDERS = ['google', 'microsoft', 'github'] as const;

const AUTHORIZE = {
  google: '/o/oauth2/v2/auth',
  microsoft: '/common/oauth2/v2.0/authorize',
  github: '/login/oauth/authorize',
};
const TOKEN = {
  google: '/token',
  microsoft: '/common/oauth2/v2.0/token',
  github: '/login/oauth/access_token',
};
/** What anybody may call who has signed in. */
export const WHO = { google: '/v1/userinfo', microsoft: '/v1.0/me', github: '/user' };

const GMAIL_SEND = 'https://www.googleapis.com/auth/gmail.send';
const SCOPES = {
  google: `openid email ${GMAIL_SEND}`,
  microsoft: 'openid profile offline_access User.Read Mail.Send',
  github: 'repo read:user',
};

export interface Tokens {
  access_token: string;
  refresh_token?: string;
  id_token?: string;
  scope: string;
  expires_in?: number;
  error?: string;
  error_description?: string;
}

export class Application {
  readonly verifier = randomBytes(32).toString('base64url');
  private readonly provider: Provider;

  constructor(private readonly emulator: Emulator) {
    this.provider = emulator.provider;
  }

  authorizationUrl(changed: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      client_id: this.emulator.client.clientId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: SCOPES[this.provider],
      state: 'the-state',
      nonce: 'the-nonce',
      ...(this.provider === 'google' && { access_type: 'offline' }),
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...changed,
    });
    return `${this.emulator.url}${AUTHORIZE[this.provider]}?${query}`;
  }

  /** What a browser is sent back with. */
  async signIn(options: SignInOptions = {}, changed: Record<string, string> = {}): Promise<Record<string, string>> {
    const back = new URL(await signIn(this.authorizationUrl(changed), options));
    return { at: back.origin + back.pathname, ...Object.fromEntries(back.searchParams) };
  }

  async token(fields: Record<string, string>): Promise<{ status: number; body: Tokens }> {
    const { url, client } = this.emulator;
    const response = await fetch(url + TOKEN[this.provider], {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ client_id: client.clientId, client_secret: client.clientSecret, ...fields }),
    });
    return { status: response.status, body: (await response.json()) as Tokens };
  }

  exchange(code: string, changed: Record<string, string> = {}) {
    const fields = { code, redirect_uri: CALLBACK, code_verifier: this.verifier };
    return this.token({ grant_type: 'authorization_code', ...fields, ...changed });
  }

  refresh(token: string) {
    return this.token({ grant_type: 'refresh_token', refresh_token: token });
  }

  /** All of it. */
  async connect(options: SignInOptions = {}, changed: Record<string, string> = {}): Promise<Tokens> {
    const { code = '' } = await this.signIn(options, changed);
    return (await this.exchange(code)).body;
  }

  /** The status of a call that only needs a token which is good. */
  async who(token: string | undefined): Promise<number> {
    return (await api(this.emulator, token)('GET', WHO[this.provider])).status;
  }
}

export interface ApiReply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a vendor's JSON, looked into by tests
  body: any;
}

/** Calls an emulator's API with this token. */
export const api =
  (emulator: Emulator, token: string | undefined) =>
  async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ApiReply> => {
    const response = await fetch(emulator.url + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      redirect: 'manual',
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
    };
  };
