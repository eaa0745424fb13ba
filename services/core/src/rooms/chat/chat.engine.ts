// What understands sentences. Nothing that an engine says is believed: chat.checks.ts judges it, whichever engine said it.
import type { Choice } from '../../generated/types.js';
import type { ActionDefinition, JsonObject } from '../../providers/index.js';

/** Somebody whom the person may mean by a name. */
export interface Contact {
  name: string;
  email: string;
}

export interface EngineContext {
  now: Date;
  /** IANA name of the zone that the person's times are in. */
  timeZone: string;
  /** The address book that came with the turn. */
  contacts: readonly Contact[];
  /** The providers that the workspace has a connection to that works. */
  connected: readonly string[];
  /** The catalog. */
  actions: readonly ActionDefinition[];
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal;
}

export interface EngineSuggestion {
  /** An id of the catalog. */
  action: string;
  /** In the action's input schema, as far as it is known. */
  input: JsonObject;
  /** Fields that have to be asked for. */
  missing: string[];
  /** What the engine says of where its values come from; only told, never relied on. */
  provenance?: Record<string, { source: string; span?: readonly number[] }>;
  /** What was decided without being told. */
  assumptions: string[];
  /** Why it must not be offered as it is, such as `conditional`; the question of the understanding asks about it. */
  blockedBy?: string;
}

/** What was asked for, or a question about it, or nothing that Relay could do. */
export type Understanding = Told & Understood;

interface Told {
  /** Who has answered, if it was not the engine itself. */
  answeredBy?: string;
  /** What the person has to know of how it was understood. */
  notice?: string;
}

type Understood =
  | { kind: 'suggestions'; suggestions: EngineSuggestion[] }
  | {
      kind: 'question';
      /** To be shown as it is. */
      text: string;
      /** What it is about; none of them is offered before it is answered. */
      suggestions?: EngineSuggestion[];
      /** The place of the answer in the input of the first suggestion, if it is about one field. */
      pointer?: string;
      /** With a pointer. */
      choices?: Choice[];
    }
  | { kind: 'none'; reason: string };

export interface Engine {
  /** For the metrics. */
  readonly name: string;
  /** Given the text of this turn, behind the request that it may answer: no more of the history, and nothing that a provider has answered. */
  understand(text: string, context: EngineContext): Understanding | Promise<Understanding>;
}
