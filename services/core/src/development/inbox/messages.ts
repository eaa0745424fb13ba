import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

export interface InboxMessage {
  /** Counts from 1 since the start; an id may be missing, or come twice. */
  number: number;
  id: string;
  receivedAt: string;
  method: string;
  headers: Record<string, string>;
  body: string;
  /** Of the body, in bytes. */
  size: number;
  /** Whether one of the workspace's secrets made the signature; judged by the `standardwebhooks` package. */
  verified: boolean;
  reason: string | null;
}

export interface Received {
  method: string;
  headers: Record<string, string>;
  body: Buffer;
}

const MOST_MESSAGES = 200;
/** Of all bodies together: 200 of the largest would be a gigabyte. */
const MOST_CHARACTERS = 50_000_000;

/** What the inbox has received since the start, newest first. */
export class Messages {
  private readonly kept: InboxMessage[] = [];
  private readonly start = randomUUID();
  private received = 0;
  private changes = 0;

  list(): InboxMessage[] {
    return this.kept;
  }

  /** Another one after every change, and after a restart. */
  get version(): string {
    return `${this.start}.${this.changes}`;
  }

  clear(): void {
    this.kept.length = 0;
    this.changes += 1;
  }

  receive({ method, headers, body }: Received, secrets: string[]): InboxMessage {
    const text = body.toString();
    const reason = isUtf8(body) ? verify(headers, text, secrets) : 'The body is not UTF-8 text';
    this.received += 1;
    const message = {
      number: this.received,
      id: headers['webhook-id'] ?? '',
      receivedAt: new Date().toISOString(),
      method,
      headers,
      body: text,
      size: body.length,
      verified: reason === null,
      reason,
    };
    this.kept.unshift(message);
    this.dropOldest();
    this.changes += 1;
    return message;
  }

  private dropOldest(): void {
    let characters = 0;
    const fitting = this.kept.findIndex(({ body }, index) => {
      characters += body.length;
      return index >= MOST_MESSAGES || characters > MOST_CHARACTERS;
    });
    if (fitting >= 0) this.kept.length = fitting;
  }
}

/** Null when one of the secrets signed it, else why not. */
function verify(headers: Record<string, string>, body: string, secrets: string[]): string | null {
  let reason = 'There is no secret to verify with';
  for (const secret of secrets)
    try {
      new Webhook(secret).verify(body, headers, { jsonParse: false }); // a signature is of bytes, JSON or not
      return null;
    } catch (error) {
      reason = (error as Error).message;
    }
  return reason;
}
