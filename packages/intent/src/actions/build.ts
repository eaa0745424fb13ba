// How a suggestion grows: every value of its input is cut out of the text, or says where else it comes from.
import type { Token } from '../text/token.js';
import type { ActionId, Choice, Context, Gate, Provenance, Suggestion } from '../understanding.js';

/** One request within a text. */
export interface Request {
  text: string;
  tokens: readonly Token[];
  /** Of the verb. */
  at: number;
  /** Of the first token that is not of this request. */
  end: number;
  context: Context;
}

/** What was found out about a request besides its suggestion. */
export interface Built {
  suggestion: Suggestion;
  /** Spans of tokens that are somebody's text: gates do not look into them. */
  free: Array<{ name?: string; marker?: number; start: number; end: number; delimited: boolean; quoted: boolean }>;
  question?: { about: 'contact' | 'target' | Gate; text: string; pointer?: string; choices?: Choice[] };
}

export class Builder {
  readonly suggestion: Suggestion;

  constructor(
    private readonly text: string,
    action: ActionId,
  ) {
    this.suggestion = { action, input: {}, missing: [], provenance: {}, assumptions: [] };
  }

  /** Sets a value that is the text at the span, as it stands. */
  cut(name: string, span: readonly [number, number]): void {
    this.put(name, this.text.slice(...span), span);
  }

  /** Sets a value that was read from the span. */
  put(name: string, value: unknown, [start, end]: readonly [number, number]): void {
    this.suggestion.input[name] = value;
    this.suggestion.provenance[`/${name}`] = { source: 'user', span: [start, end] };
  }

  setDefault(name: string, value: unknown): void {
    this.suggestion.input[name] = value;
    this.suggestion.provenance[`/${name}`] = { source: 'default' };
  }

  /** Adds to a list, unless it is there. */
  add(name: string, value: string, provenance: Provenance): void {
    const list = (this.suggestion.input[name] ?? []) as string[];
    if (list.includes(value)) return;
    this.suggestion.provenance[`/${name}/${list.length}`] = provenance;
    this.suggestion.input[name] = [...list, value];
  }

  assume(sentence: string): void {
    this.suggestion.assumptions.push(sentence);
  }

  miss(name: string): void {
    if (!this.suggestion.missing.includes(name)) this.suggestion.missing.push(name);
  }
}

export const isOneLine = (text: string): boolean =>
  /\S/.test(text) && !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(text);
