// Requests and replies, judged by the vendors' published schemas.
import type { IncomingCall, Reply } from '../gate/http.js';

export interface Violation {
  of: 'request' | 'reply';
  operation: string;
  problems: string[];
}

export class Violations {
  readonly list: Violation[] = [];

  add(violation: Violation): void {
    this.list.push(violation);
  }

  clear(): void {
    this.list.length = 0;
  }
}

export interface Judge {
  /** What is wrong with it, in words; empty if nothing is. */
  request(operation: string, call: IncomingCall): string[];
  reply(operation: string, reply: Reply): string[];
}
