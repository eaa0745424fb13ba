// What is asked of each client, in the way that its own documentation recommends.

// biome-ignore lint/suspicious/noExplicitAny: the packages are installed by the command, so that nothing knows their types
export type Module = any;

export interface Setting {
  url: string;
  apiKey: string;
  /** Milliseconds; undefined for the default. */
  timeout?: number | undefined;
}

export interface Client {
  instance: object;
  read(signal?: AbortSignal): Promise<unknown>;
  write(): Promise<unknown>;
  readById(id: string): Promise<unknown>;
  /** By the name of the method. */
  streams: Record<string, () => Promise<AsyncIterable<unknown>>>;
  /** By the same name: the method of the stream that gives the whole, after the loop. */
  finish?: Record<string, string>;
  isOwn(error: unknown): boolean;
  /** A call can be given a signal. */
  takesSignal: boolean;
  /** There is an option for the time-out. */
  takesTimeout: boolean;
}

export type Connect = (module: Module, setting: Setting) => Client;
