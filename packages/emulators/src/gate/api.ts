// A call of a provider's API, on its way past every question that the provider would ask.
import type { Account } from '../accounts.js';
import type { Grants } from '../oauth/grants.js';
import type { Judge } from '../schemas/judge.js';
import type { IncomingCall, Reply } from './http.js';
import type { JournalEntry } from './journal.js';
import type { Judged } from './judged.js';
import { type Call, findRoute } from './routes.js';
import type { Vendor } from './vendor.js';

export interface ApiDeps {
  vendor: Vendor<unknown>;
  accounts: Account[];
  judge: Judge;
  grants: Grants;
  judged: Judged;
  /** The emulator's own address. */
  baseUrl: string;
}

export class Api {
  constructor(private readonly deps: ApiDeps) {}

  async answer(call: IncomingCall, entry: JournalEntry): Promise<Reply> {
    const { vendor, accounts, judge, judged, grants, baseUrl } = this.deps;
    const token = /^(?:Bearer|token)\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
    const access = grants.find(token ?? '', 'access');
    const account = access && accounts.find(({ name }) => name === access.grant.accountName);
    if (!account) return vendor.refuse({ kind: 'unauthenticated' }, call.path);
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
    const full: Call = { ...call, params, account, scopes: access.scopes, baseUrl };
    const handle = () => route.handle(full);
    const reply = await (route.operation ? judged(route.operation, call, handle) : handle());
    return decorated(vendor.finish?.(reply, call) ?? reply);
  }
}
