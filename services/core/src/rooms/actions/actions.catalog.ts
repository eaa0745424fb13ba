import type { ValidateFunction } from 'ajv/dist/2020.js';
import { findErrors, invalidRequest, SMALL_BODY_BYTES, toFieldErrors } from '../../contract/field-errors.js';
import { compileExact, compileExhaustive, lazily } from '../../contract/schemas.js';
import type { Action } from '../../generated/types.js';
import { type FieldError, RelayError } from '../../platform/errors.js';
import {
  type ActionDefinition,
  type JsonObject,
  PlanError,
  type ReadAction,
  type WriteAction,
} from '../../providers/index.js';

interface Entry {
  definition: ActionDefinition;
  check: () => ValidateFunction;
  explain: () => ValidateFunction;
}

export interface CatalogFilter {
  provider?: string | undefined;
  after?: string | undefined;
  only?: (action: ActionDefinition) => boolean;
}

/** The actions that this Relay can run, each with its compiled input schema. */
export class Catalog {
  readonly all: ActionDefinition[];
  /** The ids of those that have an undo. */
  readonly undoable: string[];
  private readonly entries: Map<string, Entry>;

  constructor(definitions: ActionDefinition[]) {
    this.entries = new Map(
      definitions.map((definition) => [
        definition.id,
        {
          definition,
          check: lazily(() => compileExact(definition.inputSchema)),
          explain: compileExhaustive(definition.inputSchema),
        },
      ]),
    );
    this.all = [...this.entries.values()].map(({ definition }) => definition);
    this.undoable = this.all.filter(({ undo }) => undo !== null).map(({ id }) => id);
  }

  get(id: string): ActionDefinition {
    return this.entryOf(id).definition;
  }

  find(id: string): ActionDefinition | undefined {
    return this.entries.get(id)?.definition;
  }

  write(id: string): WriteAction {
    const { definition } = this.entryOf(id);
    if (definition.kind === 'read')
      throw new RelayError('action_reads', 409, `${id} only reads: execute it with its input, without a preview.`);
    return definition;
  }

  read(id: string): ReadAction {
    const { definition } = this.entryOf(id);
    if (definition.kind === 'write')
      throw new RelayError('preview_required', 409, `${id} changes something: preview it, and confirm the preview.`);
    return definition;
  }

  /** In alphabetical order of ids, from after the id `after`. */
  list({ provider, after, only = () => true }: CatalogFilter): Action[] {
    return this.all
      .filter((action) => (!provider || action.provider === provider) && (!after || action.id > after) && only(action))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(toAction);
  }

  /** The input with its defaults filled in; throws one 422 with pointers below `/input`. */
  accept(id: string, given: JsonObject): JsonObject {
    const { check, explain } = this.entryOf(id);
    const input = structuredClone(given);
    const errors = check()(input) ? undefined : findErrors(input, check(), explainIfSmall(input, explain));
    if (errors) throw invalidInput(toFieldErrors(errors, '/input'));
    return input;
  }

  private entryOf(id: string): Entry {
    const entry = this.entries.get(id);
    if (!entry)
      throw new RelayError(
        'action_not_found',
        404,
        `There is no action ${JSON.stringify(id)}; GET /api/actions lists them.`,
      );
    return entry;
  }
}

/** Finding every mistake of a large input takes long; its first one must do. */
const explainIfSmall = (input: JsonObject, explain: Entry['explain']): Entry['explain'] | undefined =>
  JSON.stringify(input).length <= SMALL_BODY_BYTES ? explain : undefined;

export const invalidInput = (errors: FieldError[]) => invalidRequest(errors, 'invalid_input');

/** What an action says against an input that its schema allows becomes one 422; anything else is thrown on. */
export async function judgingInput<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const { pointer, message: detail, code, choices } = error;
    throw invalidInput([{ pointer: `/input${pointer}`, detail, code, ...(choices && { choices }) }]);
  }
}

/** The action without its functions. */
export const toAction = (definition: ActionDefinition): Action => {
  const { sources: _sources, sign: _sign, ...more } = definition;
  if (more.kind === 'read') {
    const { look: _look, ...action } = more;
    return action;
  }
  const { lookUp: _lookUp, plan: _plan, read: _read, probe: _probe, compensate: _compensate, ...action } = more;
  return action;
};
