import type { Controller } from '@tsoa/runtime';
import type { Request } from 'express';
import { RelayError } from '../platform/errors.js';
import type { Principal } from '../platform/principal.js';

/** What a service knows about the request beside its input. */
export interface Context {
  /** Throws on an operation without security: it has none. */
  readonly principal: Principal;
  readonly requestId: string;
  /** A cookie that the browser has sent; it authenticates nobody. */
  cookie(name: string): string | undefined;
  /** Adds ids to the request's log line and span, such as that of the execution it started. */
  annotate(facts: Record<string, string>): void;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
}

// A class, not a literal with getters: V8 gives every such literal a hidden class of its own, which pins the request in memory.
class RequestContext implements Context {
  #abort: AbortController | undefined;
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  get principal(): Principal {
    const { user } = this.#request as { user?: Principal };
    if (!user) throw new RelayError('unauthenticated', 401, 'This operation needs an API key.');
    return user;
  }

  get requestId(): string {
    return this.#request.res!.locals.requestId as string;
  }

  cookie(name: string): string | undefined {
    const pairs = this.#request.headers.cookie?.split(';') ?? [];
    return pairs
      .map((pair) => pair.trim())
      .find((pair) => pair.startsWith(`${name}=`))
      ?.slice(name.length + 1);
  }

  annotate(facts: Record<string, string>): void {
    const { locals } = this.#request.res!;
    locals.facts = { ...locals.facts, ...facts };
  }

  get signal(): AbortSignal {
    if (!this.#abort) {
      const made = new AbortController();
      const response = this.#request.res!;
      this.#abort = made;
      if (response.destroyed) made.abort();
      else
        response.once('close', () => {
          if (!response.writableFinished) made.abort();
        });
    }
    return this.#abort.signal;
  }
}

export const contextOf = (request: Request): Context => new RequestContext(request);

/** Sets the headers of a reply that the contract gives headers to. */
export function withHeaders<T>(
  controller: Controller,
  reply: { headers: Record<string, string | undefined>; body: T },
): T {
  for (const [name, value] of Object.entries(reply.headers)) if (value !== undefined) controller.setHeader(name, value);
  return reply.body;
}
