import { hostOf, StartError } from '../start-error.js';
import type { Db } from './database.js';

/** Fails with one sentence when the database cannot be used; the password is never part of it. */
export async function reachDatabase(db: Db, url: string): Promise<void> {
  try {
    await db.raw('select 1');
  } catch (error) {
    throw new StartError(sentenceFor(error as NodeJS.ErrnoException, url), { cause: error });
  }
}

function sentenceFor({ code = '', message }: NodeJS.ErrnoException, url: string): string {
  const where = `The database at ${hostOf(url)}`;
  switch (code) {
    case '28P01':
    case '28000':
      return `${where} refuses the user or the password of DATABASE_URL.`;
    case '3D000':
      return `${where} has no database named ${URL.parse(url)?.pathname.slice(1)}; create it, or correct DATABASE_URL.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${where} has no address: its name is not known; correct DATABASE_URL.`;
    case 'ECONNREFUSED':
      return `${where} refuses the connection; is Postgres running there? See DATABASE_URL.`;
    default:
      if (/does not support SSL/.test(message))
        return `${where} does not offer TLS, and DATABASE_URL asks for it (sslmode).`;
      if (/password must be a string/.test(message)) return `${where} wants a password, and DATABASE_URL has none.`;
      return `${where} cannot be reached (${code || 'no answer in time'}); see DATABASE_URL.`;
  }
}
