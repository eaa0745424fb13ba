// One emulated provider: a strict gate that knows every token, with a third-party emulator and routes of our own behind it.
import type { Account } from '../accounts.js';
import { type Client, randomToken } from '../oauth/client.js';
import { Grants } from '../oauth/grants.js';
import { DECISION_PATH } from '../oauth/page.js';
import { OAuthServer, type OAuthSettings } from '../oauth/server.js';
import { EXPIRE_PATH, home, REVOKE_PATH } from '../page/home.js';
import type { Judge } from '../schemas/judge.js';
import { type Violation, Violations } from '../schemas/violations.js';
import { control } from './control.js';
import { type Fault, Faults } from './faults.js';
import { type Breakage, fieldsOf, type IncomingCall, json, type Listening, type Reply, redirect } from './http.js';
import { Journal, type JournalEntry } from './journal.js';
import type { Peer } from './peer.js';
import { type Call, findRoute } from './routes.js';
import type { Provider, Vendor } from './vendor.js';

export interface EmulatorDeps<State> {
  vendor: Vendor<State>;
  peer: Peer;
  client: Client;
  accounts: Account[];
  settings: OAuthSettings;
  judge: Judge;
  listening: Listening;
}

export interface IssueOptions {
  /** The `name` of an account; the first one, if left out. */
  account?: string;
  scopes: string[];
  seconds?: number;
}

export class Emulator<State = unknown> {
  readonly provider: Provider;
  /** The application that is registered here. */
  readonly client: Client;
  readonly accounts: Account[];
  /** Every request, in order. */
  readonly calls = new Journal();
  readonly faults = new Faults();
  readonly grants = new Grants();
  /** How tokens behave from now on. */
  readonly settings: OAuthSettings;
  /** What arrived: mails, events, messages, issues. */
  readonly state: State;
  private readonly broken = new Violations();
  private readonly oauth: OAuthServer;
  private readonly initial: OAuthSettings;

  constructor(private readonly deps: EmulatorDeps<State>) {
    const { vendor, client, accounts, settings, peer } = deps;
    this.provider = vendor.provider;
    this.client = client;
    this.accounts = accounts;
    this.settings = settings;
    this.initial = { ...settings };
    this.state = vendor.state;
    deps.listening.serve((call) => this.answer(call));
    this.oauth = new OAuthServer({
      dialect: vendor.dialect,
      peer,
      client,
      accounts,
      grants: this.grants,
      settings,
    });
  }

  /** What the provider's hosts are replaced by; without a slash at the end. */
  get url(): string {
    return this.deps.listening.url;
  }

  /** Requests and replies that the vendor's published schemas do not allow; a test expects none. */
  get violations(): Violation[] {
    return this.broken.list;
  }

  /** Somebody is sent back here after signing in. */
  allowRedirectUri(uri: string): void {
    this.client.redirectUris.add(uri);
  }

  /** An access token as if somebody had signed in: for tests that are not about signing in. */
  issueToken({ account = this.accounts[0]!.name, scopes, seconds = 3600 }: IssueOptions): string {
    const { dialect } = this.deps.vendor;
    const spelled = dialect.scopesIn(scopes.join(' '));
    const grant = this.grants.agree(this.client.clientId, account, spelled);
    const token = randomToken(`${this.provider}_`);
    this.grants.addToken(token, { grantId: grant.id, kind: 'access', scopes: spelled, seconds });
    return token;
  }

  /** As if their time were over: they are answered 401 from now on, and can be refreshed. */
  expireAccessTokens(): void {
    this.grants.expireAccessTokens();
  }

  /** As if the person had removed the application's access in the provider's settings. */
  revokeAccess(accountName: string): void {
    const grant = this.grants.find(this.client.clientId, accountName);
    if (grant) this.grants.revoke(grant.id);
  }

  /** As after the start; redirect URIs stay. */
  reset(): void {
    this.calls.clear();
    this.faults.clear();
    this.grants.clear();
    this.broken.clear();
    this.oauth.reset();
    Object.assign(this.settings, this.initial);
    this.deps.vendor.reset();
    this.deps.peer.reset();
  }

  async stop(): Promise<void> {
    await Promise.all([this.deps.listening.stop(), this.deps.peer.stop()]);
  }

  private async answer(call: IncomingCall): Promise<Reply | Breakage> {
    const { dialect } = this.deps.vendor;
    if (call.path.startsWith('/_emulator/page/') && call.method === 'POST') return this.pressed(call);
    if (call.method === 'GET' && call.headers.authorization === undefined) {
      const anchor = this.deps.vendor.anchorFor?.(call.path);
      if (anchor) return redirect(`/#${anchor}`);
      if (call.path === '/')
        return home({ vendor: this.deps.vendor, accounts: this.accounts, grants: this.grants.list() });
    }
    if (call.path === DECISION_PATH && call.method === 'POST') return this.oauth.decide(call);
    if (call.path.startsWith('/_emulator/')) return control(call, this);
    if (dialect.isAuthorize(call.path)) return this.signingIn(call, async () => this.oauth.authorize(call));
    if (dialect.isToken(call.path))
      return this.signingIn(call, (fault) =>
        this.oauth.token(
          call,
          fault?.kind === 'invalid_grant' || fault?.kind === 'no_refresh_token' ? fault.kind : undefined,
        ),
      );
    const { vendor, peer, client, accounts } = this.deps;
    const world = { grants: this.grants, client, accounts, peer, baseUrl: this.url };
    // A route of the API and a path of OAuth are never the same.
    if (!findRoute(vendor.routes, call) && vendor.isOAuth(call.path))
      return this.signingIn(
        call,
        async () => (await vendor.oauth(call, world)) ?? vendor.refuse({ kind: 'not_found' }, call.path),
      );
    return this.callApi(call);
  }

  /** A button of the page. */
  private pressed(call: IncomingCall): Reply {
    const site = call.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') return json(403, { error: 'Only the page itself may do this.' });
    if (call.path === EXPIRE_PATH) this.expireAccessTokens();
    if (call.path === REVOKE_PATH) this.revokeAccess(fieldsOf(call).get('account') ?? '');
    return redirect('/#people');
  }

  private async signingIn(call: IncomingCall, run: (fault: Fault | undefined) => Promise<Reply>) {
    const entry = this.calls.record(call, 'oauth');
    return this.play(call, entry, true, run);
  }

  private async callApi(call: IncomingCall): Promise<Reply | Breakage> {
    const entry = this.calls.record(call, 'api');
    return this.play(call, entry, false, () => this.route(call, entry));
  }

  /** Runs a call with the fault that strikes it, if one does. */
  private async play(
    call: IncomingCall,
    entry: JournalEntry,
    isOAuth: boolean,
    run: (fault: Fault | undefined) => Promise<Reply>,
  ): Promise<Reply | Breakage> {
    const { vendor } = this.deps;
    const fault = this.faults.take(call, isOAuth);
    entry.fault = fault?.kind;
    const done = (reply: Reply) => {
      entry.status = reply.status;
      return reply;
    };
    if (!fault) return done(await run(undefined));
    switch (fault.kind) {
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
        return done(await run(fault));
      case 'hang':
      case 'reset':
        if (fault.after) await run(fault);
        return fault.kind;
      case 'rate_limited':
        return done(
          vendor.refuse({ kind: 'rate_limited', retryAfterSeconds: fault.retryAfterSeconds ?? 1 }, call.path),
        );
      case 'quota':
        return done(vendor.refuse({ kind: 'quota', retryAfterSeconds: fault.retryAfterSeconds ?? 1 }, call.path));
      case 'unauthorized':
        return done(vendor.refuse({ kind: 'unauthenticated' }, call.path));
      case 'garbage':
        await run(fault);
        return done({
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: '<html>Not what you asked for',
        });
      case 'status': {
        if (fault.after) await run(fault);
        const headers: Record<string, string> =
          fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
        if (fault.body !== undefined) return done(json(fault.status, fault.body, headers));
        const reply = vendor.refuse({ kind: 'status', status: fault.status }, call.path);
        return done({ ...reply, headers: { ...reply.headers, ...headers } });
      }
      default:
        return done(await run(fault));
    }
  }

  private async route(call: IncomingCall, entry: JournalEntry): Promise<Reply> {
    const { vendor, accounts, judge } = this.deps;
    const token = /^(?:Bearer|token)\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
    const access = this.grants.access(token ?? '');
    const account = access.status === 'good' && accounts.find(({ name }) => name === access.grant.accountName);
    if (access.status !== 'good' || !account) return vendor.refuse({ kind: 'unauthenticated' }, call.path);
    entry.account = account.name;
    const found = findRoute(vendor.routes, call);
    const decorated = (reply: Reply): Reply => ({
      ...reply,
      headers: { ...vendor.decorate?.(call, access.scopes, found?.route), ...reply.headers },
    });
    if (!found) return decorated(vendor.refuse({ kind: 'not_found' }, call.path));
    const { route, params } = found;
    const needs = route.scopes ?? (route.operation && judge.operation(route.operation).scopes);
    if (needs && !needs.some((scope) => access.scopes.includes(scope)))
      return decorated(vendor.refuse({ kind: 'scope', needs }, call.path));
    const problems = route.operation ? judge.request(route.operation, call) : [];
    if (problems.length > 0) {
      this.broken.add({ of: 'request', operation: route.operation!, problems });
      return decorated(vendor.refuse({ kind: 'invalid', problems }, call.path));
    }
    const full: Call = { ...call, params, account, scopes: access.scopes, baseUrl: this.url };
    const reply = await route.handle(full);
    if (route.operation) {
      const wrong = judge.reply(route.operation, reply);
      if (wrong.length > 0) this.broken.add({ of: 'reply', operation: route.operation, problems: wrong });
    }
    return decorated(vendor.finish?.(reply, call) ?? reply);
  }
}
