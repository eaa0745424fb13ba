import { Webhook } from 'standardwebhooks';

export interface InboxMessage {
  id: string;
  receivedAt: string;
  method: string;
  headers: Record<string, string>;
  body: string;
  /** Whether one of the workspace's secrets made the signature; judged by the `standardwebhooks` package. */
  verified: boolean;
  reason: string | null;
}

const MOST_MESSAGES = 200;

/** What the inbox has received since the start, newest first. */
export class Messages {
  private readonly kept: InboxMessage[] = [];

  list(): InboxMessage[] {
    return this.kept;
  }

  clear(): void {
    this.kept.length = 0;
  }

  receive(method: string, headers: Record<string, string>, body: string, secrets: string[]): InboxMessage {
    const reason = verify(headers, body, secrets);
    const message = {
      id: headers['webhook-id'] ?? '',
      receivedAt: new Date().toISOString(),
      method,
      headers,
      body,
      verified: reason === null,
      reason,
    };
    this.kept.unshift(message);
    this.kept.length = Math.min(this.kept.length, MOST_MESSAGES);
    return message;
  }
}

/** Null when one of the secrets signed it, else why not. */
function verify(headers: Record<string, string>, body: string, secrets: string[]): string | null {
  let reason = 'there is no secret to verify with';
  for (const secret of secrets)
    try {
      new Webhook(secret).verify(body, headers);
      return null;
    } catch (error) {
      reason = (error as Error).message;
    }
  return reason;
}
