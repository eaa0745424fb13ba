import type { ActionDefinition } from '../../../src/providers/index.js';
import type { Fixture } from '../fixtures.js';
import type { Kit, Subject } from '../kit.js';

/** What every adapter must do. Throws an AssertionError for one that does not. */
export interface Check {
  /** As the end of a sentence that begins with the action's id. */
  title: string;
  appliesTo(action: ActionDefinition): boolean;
  run(kit: Kit, subject: Subject): Promise<void>;
}

export const isWrite = ({ kind }: ActionDefinition): boolean => kind === 'write';
export const isRead = ({ kind }: ActionDefinition): boolean => kind === 'read';

/** Narrows a subject to a write and its fixture. */
export function writeOf({ action, fixture }: Subject) {
  if (action.kind !== 'write' || fixture.kind !== 'write')
    throw new Error(`${action.id} and its fixture are not writes`);
  return { action, fixture };
}

export function readOf({ action, fixture }: Subject) {
  if (action.kind !== 'read' || fixture.kind !== 'read') throw new Error(`${action.id} and its fixture are not reads`);
  return { action, fixture };
}

/** The names of a fixture's inputs. */
export const namesOf = ({ inputs }: Fixture): string[] => Object.keys(inputs);
