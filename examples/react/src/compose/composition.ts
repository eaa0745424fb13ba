import type { Action, Connection, Session } from '../calls/index.ts';
import { type Draft, toDraft } from '../form/draft.ts';
import { type Field, isObject, type JsonObject, toField } from '../form/field.ts';
import type { FieldErrors } from '../form/read-draft.ts';

/** What is in the form. It outlives the form, so that an edit finds everything as it was, also what a preview masks. */
export interface Composition {
  action: Action;
  field: Field;
  draft: Draft;
  errors: FieldErrors;
  /** The connection that was chosen; there may be none like it any more. */
  connectionId?: string;
}

export function compositionOf(action: Action, input?: JsonObject): Composition {
  const field = toField(action.inputSchema);
  return { action, field, draft: toDraft(field, input), errors: {} };
}

/** The page begins with something that everybody can do. */
export const firstOf = (actions: Action[]): Action =>
  actions.find(({ requiresConnection }) => !requiresConnection) ?? actions[0]!;

/** The accounts that an action could run through. */
export const accountsFor = ({ provider, requiresConnection }: Action, connections: Connection[] = []): Connection[] =>
  requiresConnection ? connections.filter((one) => one.provider === provider && one.status === 'active') : [];

/** The one that was chosen, else the newest. */
export const chosenOf = (connections: Connection[], connectionId: string | undefined): Connection | undefined =>
  connections.find(({ id }) => id === connectionId) ?? connections[0];

export interface Example {
  summary: string;
  input: JsonObject;
}

/** The action's own examples, and one that arrives: in development, Relay has an inbox that takes webhooks. */
export function examplesOf({ id, examples }: Action, { inbox }: Session): Example[] {
  const own = examples.filter((example): example is Example => isObject(example.input));
  if (id !== 'webhook.send' || inbox === null) return own;
  const input = { url: inbox, payload: { event: 'order.shipped', orderId: '4711' } };
  return [{ summary: "To this Relay's inbox", input }, ...own];
}
