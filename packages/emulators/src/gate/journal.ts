// What was called: every request to an emulator, with its outcome and without its secrets.
import { type IncomingCall, parseJson } from './http.js';

/** `api` is the provider's API, `oauth` signing in and tokens. */
export type CallKind = 'api' | 'oauth';

export interface JournalEntry {
  kind: CallKind;
  at: Date;
  method: string;
  path: string;
  /** Path and query. */
  url: string;
  /** Lower-case names; without `authorization` and `cookie`. */
  headers: Record<string, string>;
  /** Empty for calls of the kind `oauth`: it holds secrets. */
  body: string;
  /** The body, if it is JSON. */
  json: unknown;
  /** Whose token it was. */
  account: string | undefined;
  /** Undefined while there is no reply, and for ever when the connection was cut instead. */
  status: number | undefined;
  /** The kind of the fault that was played. */
  fault: string | undefined;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const SECRET = new Set(['authorization', 'cookie', 'proxy-authorization']);

export class Journal {
  readonly entries: JournalEntry[] = [];

  record(call: IncomingCall, kind: CallKind): JournalEntry {
    const query = call.query.toString();
    const body = kind === 'oauth' ? '' : call.body.toString('utf8');
    const entry: JournalEntry = {
      kind,
      at: new Date(),
      method: call.method,
      path: call.path,
      url: kind === 'oauth' || query === '' ? call.path : `${call.path}?${query}`,
      headers: Object.fromEntries(Object.entries(call.headers).filter(([name]) => !SECRET.has(name))),
      body,
      json: body === '' ? undefined : parseJson(body),
      account: undefined,
      status: undefined,
      fault: undefined,
    };
    this.entries.push(entry);
    return entry;
  }

  /** Calls of the provider's API, in order. */
  api(method?: string, path?: string): JournalEntry[] {
    return this.entries.filter(
      (entry) =>
        entry.kind === 'api' && (!method || entry.method === method) && (path === undefined || entry.path === path),
    );
  }

  /** Calls of the API that could have changed something; never signing in, tokens or revocation. */
  mutations(): JournalEntry[] {
    return this.api().filter(({ method }) => !SAFE.has(method));
  }

  /** Calls of OAuth paths, such as `/token`. */
  oauth(path?: string): JournalEntry[] {
    return this.entries.filter((entry) => entry.kind === 'oauth' && (path === undefined || entry.path === path));
  }

  clear(): void {
    this.entries.length = 0;
  }
}
