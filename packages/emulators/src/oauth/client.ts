import { randomBytes, timingSafeEqual } from 'node:crypto';
import { decoded } from '../gate/http.js';

/** An application that is registered at an emulator; its redirect URIs can be added to. */
export interface Client {
  clientId: string;
  clientSecret: string;
  name: string;
  redirectUris: Set<string>;
}

export function isClient(client: Client, clientId: string | null, clientSecret: string | null): boolean {
  const given = Buffer.from(`${clientId}:${clientSecret}`);
  const wanted = Buffer.from(`${client.clientId}:${client.clientSecret}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Client id and secret of an `Authorization: Basic` header. */
export function basicCredentials(header: string | undefined): [clientId: string, clientSecret: string] | undefined {
  const encoded = /^Basic\s+(.+)$/i.exec(header ?? '')?.[1];
  if (!encoded) return undefined;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return [decoded(id), decoded(rest.join(':'))];
}

export const randomToken = (prefix: string) => prefix + randomBytes(30).toString('base64url');
