// What the engine is asked with, and what it answers.

/** A write, or a read, that a sentence can ask for: an id of the catalog. */
export type ActionId =
  | 'google.gmail.send'
  | 'microsoft.outlook.send'
  | 'google.gmail.list'
  | 'microsoft.outlook.list'
  | 'google.calendar.create'
  | 'microsoft.calendar.create'
  | 'google.chat.send'
  | 'microsoft.teams.send'
  | 'github.issue.create'
  | 'webhook.send';

/** What a sentence is about, whichever provider does it. */
export type Intent =
  | 'email.send'
  | 'email.list'
  | 'calendar.create'
  | 'chat.send'
  | 'github.issue.create'
  | 'webhook.send';

export type Provider = 'google' | 'microsoft' | 'github';

/** Why a sentence that names an action does not ask for it, or not for it alone and now. */
export type Gate =
  | 'negated'
  | 'conditional'
  | 'scheduled'
  | 'hypothetical'
  | 'question'
  | 'quoted'
  | 'past'
  | 'reported'
  | 'multi'
  | 'unsure';

export interface Contact {
  name: string;
  email: string;
}

export interface Context {
  now: Date;
  /** IANA name of the zone that the user's times are in. */
  timeZone: string;
  contacts?: readonly Contact[];
  /** Providers that an account is connected of. */
  connected?: readonly Provider[];
  /** Where a sentence names none. */
  defaults?: { provider?: 'google' | 'microsoft'; repository?: string };
}

/** Where a value of an input comes from. A span counts UTF-16 units of the text, as `slice` does. */
export type Provenance =
  | { source: 'user'; span: [start: number, end: number] }
  | { source: 'contact'; span: [start: number, end: number] }
  | { source: 'default' };

export interface Suggestion {
  action: ActionId;
  /** In the action's input schema, but for what is missing. */
  input: Record<string, unknown>;
  /** Required fields that the text does not give, or gives in a way that cannot be trusted. */
  missing: string[];
  /** By JSON Pointer into `input`: every value of it is here. */
  provenance: Record<string, Provenance>;
  /** What was decided without being told, for a person to read. */
  assumptions: string[];
  /** Set where the suggestion must not be offered for a confirmation as it is. */
  blockedBy?: Gate;
}

export interface Choice {
  /** For a person. */
  label: string;
  /** For `pointer`. */
  value: string;
}

export interface Question {
  kind: 'question';
  about: Gate | 'contact' | 'target';
  /** One sentence, to be shown as it is. */
  text: string;
  /** What it is asked about: none of them is ready. */
  suggestions: Suggestion[];
  pointer?: string;
  choices?: Choice[];
}

export interface Nothing {
  kind: 'none';
  reason: 'empty' | 'too_long' | 'out_of_scope' | 'unsupported' | Gate;
}

export type Understanding = { kind: 'suggestions'; suggestions: Suggestion[] } | Question | Nothing;

/** Whether nothing is missing and nothing stands against it: only such a suggestion may get a preview. */
export const isReady = (suggestion: Suggestion): boolean =>
  suggestion.missing.length === 0 && suggestion.blockedBy === undefined;
