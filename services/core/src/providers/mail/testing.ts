import { type JsonObject, PlanError } from '../provider.js';
import { type Mail, readMail } from './read-mail.js';

/** A mail of an input of which only what matters is given. */
export const mailOf = (input: JsonObject): Mail =>
  readMail({ to: ['bob@acme.com'], body: 'Hello', bodyType: 'text', ...input });

/** Where the input is wrong, and how; undefined where it is not. */
export function refusalOf(run: () => unknown): [pointer: string, code: string] | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof PlanError) return [error.pointer, error.code];
    throw error;
  }
}
