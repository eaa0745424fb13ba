// What outlives a restart in development: the clients' secrets and the tokens, so that connections go on working. Mails, events,
// messages and issues do not.
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Provider } from './gate/vendor.js';
import type { Grants, GrantsSnapshot } from './oauth/grants.js';

interface Content {
  clientSecret: string;
  grants: Partial<Record<Provider, GrantsSnapshot>>;
}

const WRITE_AFTER_MS = 200;

export class KeptFile {
  private readonly content: Content;
  private readonly watched = new Map<Provider, Grants>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly file: string) {
    this.content = read(file) ?? { clientSecret: randomBytes(24).toString('base64url'), grants: {} };
  }

  get clientSecret(): string {
    return this.content.clientSecret;
  }

  /** Gives these grants what was kept of them, and keeps what becomes of them. */
  watch(provider: Provider, grants: Grants): void {
    const kept = this.content.grants[provider];
    if (kept) grants.restore(kept);
    this.watched.set(provider, grants);
    grants.onChange = () => {
      this.timer ??= setTimeout(() => this.write(), WRITE_AFTER_MS);
      this.timer.unref();
    };
    this.write();
  }

  write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const [provider, grants] of this.watched) this.content.grants[provider] = grants.snapshot();
    const draft = `${this.file}.${randomBytes(4).toString('hex')}`;
    writeFileSync(draft, JSON.stringify(this.content), { mode: 0o600 });
    renameSync(draft, this.file);
  }
}

/** Undefined for a file that is not there, or is damaged: then everybody signs in anew. */
function read(file: string): Content | undefined {
  try {
    const { clientSecret, grants } = JSON.parse(readFileSync(file, 'utf8')) as Content;
    return typeof clientSecret === 'string' && typeof grants === 'object' ? { clientSecret, grants } : undefined;
  } catch {
    return undefined;
  }
}
