// How tokens are kept: sealed with a key of their connection, and that key with the master key.
import { createSecretKey, hash, type KeyObject, randomBytes } from 'node:crypto';
import { SealError, Sealer } from '../../platform/crypto/index.js';
import type { Logger } from '../../platform/log.js';

/** What the provider gave for a connection. Never logged, never in a reply. */
export interface Tokens {
  accessToken: string;
  /** Undefined where the provider gives none: the access token is all there will be. */
  refreshToken: string | undefined;
  /** The OAuth client that they were given to: no other one can refresh them. */
  clientId: string;
}

// By RFC 6750 and RFC 6749, A.17: anything else cannot be sent in a header, and would only show with the first request.
/** Whether a text can be a token. */
export const isToken = (value: unknown): value is string => typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);

export interface SealedTokens {
  sealedKey: string;
  sealedTokens: string;
}

/** Where tokens belong. All of it is authenticated: sealed tokens that were moved, or are older, do not open. */
export interface TokensPlace {
  workspaceId: string;
  id: string;
  provider: string;
  version: number;
}

const KEY_BYTES = 32;

/** Seals and opens a connection's tokens. Opening throws SealError. */
export class Vault {
  constructor(private readonly master: Sealer) {}

  /** Seals with a new data key: for an authorization. */
  seal(place: TokensPlace, tokens: Tokens): SealedTokens {
    const key = randomBytes(KEY_BYTES);
    return {
      sealedKey: this.master.seal(key.toString('base64url'), keyPlace(place)),
      sealedTokens: sealWith(key, place, tokens),
    };
  }

  // A refresh writes no data key, so it never undoes a rewrap that happens at the same time.
  /** Seals the tokens of a later version with the data key of this one: for a refresh. */
  sealNext(place: TokensPlace, sealedKey: string, tokens: Tokens): string {
    return sealWith(this.openKey(place, sealedKey), { ...place, version: place.version + 1 }, tokens);
  }

  open(place: TokensPlace, { sealedKey, sealedTokens }: SealedTokens): Tokens {
    const key = this.openKey(place, sealedKey);
    return JSON.parse(sealerOf(key).open(sealedTokens, tokensPlace(place))) as Tokens;
  }

  private openKey(place: TokensPlace, sealedKey: string): Buffer {
    return Buffer.from(this.master.open(sealedKey, keyPlace(place)), 'base64url');
  }
}

/** Opens a connection's tokens; undefined, and logged, when no master key opens them. */
export function openOrLog(
  { vault, log }: { vault: Vault; log: Logger },
  place: TokensPlace,
  sealed: SealedTokens,
): Tokens | undefined {
  try {
    return vault.open(place, sealed);
  } catch (err) {
    if (!(err instanceof SealError)) throw err;
    log.error({ err, connectionId: place.id }, "a connection's tokens do not open");
    return undefined;
  }
}

const sealWith = (key: Buffer, place: TokensPlace, tokens: Tokens) =>
  sealerOf(key).seal(JSON.stringify(tokens), tokensPlace(place));

// As the operator's rewrap knows it: the table and the row's key (operator/reseal.ts).
const keyPlace = ({ workspaceId, id, provider }: TokensPlace) => ['connections', workspaceId, id, provider];

const tokensPlace = ({ workspaceId, id, provider, version }: TokensPlace) => [
  'connections.tokens',
  workspaceId,
  id,
  provider,
  String(version),
];

/** A sealer whose one key is the data key; the key's id is authenticated, too. */
function sealerOf(bytes: Buffer): Sealer {
  const key: KeyObject = createSecretKey(bytes);
  const name = hash('sha256', bytes, 'base64url').slice(0, 11);
  return new Sealer({ current: { name, key }, byName: new Map([[name, key]]) });
}
