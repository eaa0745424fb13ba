import type { FieldError, Problem } from '../generated/types.js';

export type { FieldError };

export interface RelayErrorOptions {
  /** What went wrong inside; for the log, never for the reply. */
  cause?: unknown;
  /** Each mistake of the request, with a pointer to it. */
  errors?: FieldError[];
  /** Headers that the reply must carry, such as Retry-After. */
  headers?: Record<string, string>;
  /** Where a person can agree to what is missing. */
  authorizationUrl?: string;
  /** What the provider has answered that made this fail. */
  provider?: ProviderWords;
}

export type ProviderWords = Pick<Problem, 'providerStatus' | 'providerCode' | 'providerMessage'>;

/** An error that the caller should hear: a permanent code, a status, a sentence for a person. Each code has a page in docs/errors. */
export class RelayError extends Error {
  override readonly name = 'RelayError';
  readonly code: string;
  readonly status: number;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string>;
  readonly authorizationUrl: string | undefined;
  readonly provider: ProviderWords | undefined;

  constructor(code: string, status: number, detail: string, options: RelayErrorOptions = {}) {
    const { cause, errors, headers = {}, authorizationUrl, provider } = options;
    super(detail, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
    this.errors = errors;
    this.headers = headers;
    this.authorizationUrl = authorizationUrl;
    this.provider = provider;
  }
}
