/** What can be seen of a client, by its names in JavaScript, in whichever language it is written. */
export interface Surface {
  /** `webhooks.endpoints` -> `list` -> its parameters, each with whether it must be given, and what it gives. */
  rooms: Record<string, Record<string, Method>>;
  options: { client: string[]; call: string[]; wait: string[]; verify: string[] };
  /** `NotFoundError` -> the class above it. */
  errors: Record<string, string>;
  /** `APIError` -> what it knows. */
  attributes: Record<string, string[]>;
  /** `retry` -> what the observer is told of one. */
  events: Record<string, string[]>;
  reply: string[];
  streamedReply: string[];
  /** `Execution` -> its fields; of an enum its values. */
  models: Record<string, string[]>;
}

export interface Method {
  parameters: Record<string, 'required' | 'optional'>;
  /** `Execution`, `page of ExecutionPage`, `bytes`, `nothing`. */
  gives: string;
}

export const sorted = <Value>(members: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1)));
