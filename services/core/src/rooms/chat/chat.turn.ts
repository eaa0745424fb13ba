// One turn of a session: what a person has said by it, and the reply that is made.
import type { Context } from '../../contract/replies.js';
import type { Contact } from './chat.engine.js';
import type { Reply } from './chat.reply.js';
import type { Session } from './chat.schema.js';

export interface Turn {
  context: Context;
  workspaceId: string;
  session: Session;
  /** The person's message; undefined where there is none, as with an approval. */
  saidId: string | undefined;
  /** The address book that came with it; nothing of it is kept. */
  contacts: readonly Contact[];
  reply: Reply;
  /** What relative dates are read by. */
  now: Date;
  /** By the database's clock. */
  startedAt: Date;
  /** Aborts when nobody waits for the reply any more. */
  signal: AbortSignal;
}
