// What people have agreed to, and the tokens that stand for it. Tokens are kept as hashes.
import { createHash, randomUUID } from 'node:crypto';

/** One person's consent for one client. */
export interface Grant {
  id: string;
  clientId: string;
  accountName: string;
  scopes: string[];
}

interface TokenRecord {
  grantId: string;
  kind: 'access' | 'refresh';
  scopes: string[];
  expiresAt: number | undefined;
}

export interface GrantsSnapshot {
  grants: Grant[];
  tokens: Record<string, TokenRecord>;
}

/** What a token that is good allows. */
export interface Access {
  grant: Grant;
  scopes: string[];
}

const hash = (token: string) => createHash('sha256').update(token).digest('base64url');

export class Grants {
  private grants = new Map<string, Grant>();
  private tokens = new Map<string, TokenRecord>();
  /** Called after every change, so that it can be kept. */
  onChange: () => void = () => {};

  findGrant(clientId: string, accountName: string): Grant | undefined {
    return [...this.grants.values()].find((grant) => grant.clientId === clientId && grant.accountName === accountName);
  }

  list(): Grant[] {
    return [...this.grants.values()];
  }

  /** Adds to what the person has agreed to before, or begins a grant. */
  agree(clientId: string, accountName: string, scopes: string[]): Grant {
    const known = this.findGrant(clientId, accountName);
    const grant = known ?? { id: randomUUID(), clientId, accountName, scopes: [] };
    grant.scopes = [...new Set([...grant.scopes, ...scopes])];
    this.grants.set(grant.id, grant);
    this.onChange();
    return grant;
  }

  addToken(token: string, record: Omit<TokenRecord, 'expiresAt'> & { seconds?: number }) {
    const { seconds, ...rest } = record;
    this.tokens.set(hash(token), {
      ...rest,
      expiresAt: seconds === undefined ? undefined : Date.now() + seconds * 1000,
    });
    this.onChange();
  }

  /** Undefined for a token that is unknown, expired, revoked or of the other kind. */
  find(token: string, kind: TokenRecord['kind']): Access | undefined {
    const record = this.tokens.get(hash(token));
    const grant = record && this.grants.get(record.grantId);
    if (!record || !grant || record.kind !== kind) return undefined;
    if (record.expiresAt !== undefined && record.expiresAt <= Date.now()) return undefined;
    return { grant, scopes: record.scopes };
  }

  grantOf(token: string): Grant | undefined {
    const record = this.tokens.get(hash(token));
    return record && this.grants.get(record.grantId);
  }

  /** Takes back one token; its grant and the others stay. */
  dropToken(token: string): void {
    this.tokens.delete(hash(token));
    this.onChange();
  }

  /** Takes back a grant with all of its tokens. */
  revoke(grantId: string): void {
    this.grants.delete(grantId);
    for (const [key, record] of this.tokens) if (record.grantId === grantId) this.tokens.delete(key);
    this.onChange();
  }

  /** As if their time were over. */
  expireAccessTokens(): void {
    for (const record of this.tokens.values()) if (record.kind === 'access') record.expiresAt = 0;
    this.onChange();
  }

  clear(): void {
    this.grants.clear();
    this.tokens.clear();
    this.onChange();
  }

  snapshot(): GrantsSnapshot {
    return { grants: this.list(), tokens: Object.fromEntries(this.tokens) };
  }

  restore({ grants, tokens }: GrantsSnapshot): void {
    this.grants = new Map(grants.map((grant) => [grant.id, grant]));
    this.tokens = new Map(Object.entries(tokens));
  }
}
