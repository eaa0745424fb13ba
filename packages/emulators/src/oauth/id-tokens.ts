// ID tokens are the third party's, with claims that stay the same from start to start, signed anew.
import { createHash } from 'node:crypto';
import { decodeJwt, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

const KEY_ID = 'relay-emulator-1';

// Made once per process and only when somebody signs in: it takes a noticeable part of a second.
let pair: ReturnType<typeof generateKeyPair> | undefined;
const keys = () => {
  pair ??= generateKeyPair('RS256');
  return pair;
};

export async function signAgain(
  idToken: string,
  claims: Record<string, string>,
  accessToken: string,
  seconds = 3600,
): Promise<string> {
  const { privateKey } = await keys();
  const digest = createHash('sha256').update(accessToken).digest();
  return new SignJWT({ ...decodeJwt(idToken), ...claims, at_hash: digest.subarray(0, 16).toString('base64url') })
    .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .sign(privateKey);
}

/** The document behind the provider's `jwks_uri`. */
export async function publicKeys(): Promise<{ keys: JWK[] }> {
  const { publicKey } = await keys();
  return { keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, use: 'sig', alg: 'RS256' }] };
}
