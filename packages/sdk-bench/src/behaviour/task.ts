// What the process with a client is asked to do, and what it tells. Both languages speak this, as JSON.

export interface Task {
  /** The candidate's id. */
  client: string;
  /** Where its package is installed. */
  folder: string;
  /** Where the server is. */
  url: string;
  apiKey: string;
  action: Action;
}

export type Action =
  /** A GET without parameters, and a POST that does something. */
  | { type: 'read' }
  | { type: 'write' }
  | { type: 'read-by-id'; id: string }
  /** The GET, with this time-out in milliseconds. */
  | { type: 'read-in-time'; timeout: number }
  /** The GET, given up after so many milliseconds. */
  | { type: 'give-up'; after: number }
  /** The GET, to see which time-outs are set; it is then left alone. */
  | { type: 'watch-timers' }
  /** A stream of events, opened in this way, and left after so many events. */
  | { type: 'stream'; way: string; take?: number }
  /** Looks at the client and at an error of it as a program would log them. */
  | { type: 'show' };

export interface Outcome {
  /** The client has no way to do this. */
  cannot?: boolean;
  error?: Failure;
  /** What the stream gave. */
  items: unknown[];
  /** What its documentation calls after the loop, and what came of it. */
  finish?: { call: string; error?: Failure };
  /** From giving up to the end of the call; undefined when it had ended before. */
  milliseconds?: number;
  /** Every time-out that was set, in milliseconds. */
  timers: number[];
  /** Where the API key can be read. */
  shownBy: string[];
  /** The ways to open a stream, as their documentation names them. */
  ways: string[];
}

export interface Failure {
  /** The class's name. */
  name: string;
  message: string;
  /** It is of the package's own family of errors. */
  isOwn: boolean;
  /** It was returned and not thrown. */
  isReturned: boolean;
  status?: number;
  /** Where the request id `req_1` is: `message`, the name of a property, or `headers`. */
  requestIdIn?: string;
}
