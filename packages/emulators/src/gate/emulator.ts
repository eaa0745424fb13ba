// One emulated provider: a strict gate that knows every token, with a third-party emulator and routes of our own behind it.
import type { Account } from '../accounts.js';
import { type Client, randomToken } from '../oauth/client.js';
import type { OAuthSettings } from '../oauth/deps.js';
import { Grants } from '../oauth/grants.js';
import { DECISION_PATH } from '../oauth/page.js';
import { SignIns } from '../oauth/sign-ins.js';
import { TokenEndpoint } from '../oauth/token-endpoint.js';
import { EXPIRE_PATH, home, REVOKE_PATH } from '../page/home.js';
import type { Judge, Violation } from '../schemas/judge.js';
import { Api } from './api.js';
import { control } from './control.js';
import { type Fault, Faults } from './faults.js';
import { type Breakage, fieldsOf, type IncomingCall, json, type Listening, type Reply, redirect } from './http.js';
import { Journal, type JournalEntry } from './journal.js';
import { type Judged, judgedBy } from './judged.js';
import type { Peer } from './peer.js';
import { play } from './play.js';
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
}

export class Emulator<State = unknown> {
  readonly provider: Provider;
  /** The application that is registered here. */
  readonly client: Client;
  readonly accounts: Account[];
  /** Every request, in order. */
  readonly calls = new Journal();
  readonly faults = new Faults();
  /** Requests and replies that the vendor's published schemas do not allow; a test expects none. */
  readonly violations: Violation[] = [];
  readonly grants = new Grants();
  /** How tokens behave from now on. */
  readonly settings: OAuthSettings;
  /** What arrived: mails, events, messages, issues. */
  readonly state: State;
  private readonly signIns: SignIns;
  private readonly tokens: TokenEndpoint;
  private readonly api: Api;
  private readonly judged: Judged;
  private readonly initial: OAuthSettings;

  constructor(private readonly deps: EmulatorDeps<State>) {
    const { vendor, client, accounts, settings, peer, judge } = deps;
    this.provider = vendor.provider;
    this.client = client;
    this.accounts = accounts;
    this.settings = settings;
    this.initial = { ...settings };
    this.state = vendor.state;
    deps.listening.serve((call) => this.answer(call));
    const { grants, violations } = this;
    this.judged = judgedBy({ judge, violations, vendor });
    const oauth = { dialect: vendor.dialect, peer, client, accounts, grants, settings };
    this.signIns = new SignIns(oauth);
    this.tokens = new TokenEndpoint({ ...oauth, signIns: this.signIns });
    this.api = new Api({ vendor, accounts, judge, judged: this.judged, grants, baseUrl: this.url });
  }

  /** What the provider's hosts are replaced by; without a slash at the end. */
  get url(): string {
    return this.deps.listening.url;
  }

  /** Somebody is sent back here after signing in. */
  allowRedirectUri(uri: string): void {
    this.client.redirectUris.add(uri);
  }

  /** An access token as if somebody had signed in: for tests that are not about signing in. */
  issueToken({ account = this.accounts[0]!.name, scopes }: IssueOptions): string {
    const { dialect } = this.deps.vendor;
    const spelled = dialect.scopesIn(scopes.join(' '));
    const grant = this.grants.agree(this.client.clientId, account, spelled);
    const token = randomToken(`${this.provider}_`);
    this.grants.addToken(token, { grantId: grant.id, kind: 'access', scopes: spelled, seconds: 3600 });
    return token;
  }

  /** As if their time were over: they are answered 401 from now on, and can be refreshed. */
  expireAccessTokens(): void {
    this.grants.expireAccessTokens();
  }

  /** As if the person had removed the application's access in the provider's settings. */
  revokeAccess(accountName: string): void {
    const grant = this.grants.findGrant(this.client.clientId, accountName);
    if (grant) this.grants.revoke(grant.id);
  }

  /** As after the start; redirect URIs stay. */
  reset(): void {
    this.calls.clear();
    this.faults.clear();
    this.grants.clear();
    this.violations.length = 0;
    this.signIns.reset();
    this.tokens.reset();
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
    if (call.path === DECISION_PATH && call.method === 'POST') return this.signIns.decide(call);
    if (call.path.startsWith('/_emulator/')) return control(call, this);
    if (dialect.isAuthorize(call.path)) return this.recorded(call, 'oauth', async () => this.signIns.authorize(call));
    if (dialect.isToken(call.path))
      return this.recorded(call, 'oauth', (_, fault) => this.tokens.answer(call, fault?.kind));
    const { vendor, client } = this.deps;
    const world = { grants: this.grants, client, judged: this.judged };
    if (vendor.isOAuth(call.path))
      return this.recorded(
        call,
        'oauth',
        async () => (await vendor.oauth(call, world)) ?? vendor.refuse({ kind: 'not_found' }, call.path),
      );
    return this.recorded(call, 'api', (entry) => this.api.answer(call, entry));
  }

  /** A button of the page. */
  private pressed(call: IncomingCall): Reply {
    const site = call.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') return json(403, { error: 'Only the page itself may do this.' });
    if (call.path === EXPIRE_PATH) this.expireAccessTokens();
    if (call.path === REVOKE_PATH) this.revokeAccess(fieldsOf(call).get('account') ?? '');
    return redirect('/#people');
  }

  private async recorded(
    call: IncomingCall,
    kind: 'api' | 'oauth',
    run: (entry: JournalEntry, fault: Fault | undefined) => Promise<Reply>,
  ): Promise<Reply | Breakage> {
    const entry = this.calls.record(call, kind);
    const fault = this.faults.take(call, kind === 'oauth');
    entry.fault = fault?.kind;
    const go = () => run(entry, fault);
    const reply = fault ? await play(fault, call.path, this.deps.vendor, go) : await go();
    if (typeof reply !== 'string') entry.status = reply.status;
    return reply;
  }
}
