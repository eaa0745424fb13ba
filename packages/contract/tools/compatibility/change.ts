// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is walked by name
export type Json = any;

/**
 * What a change means for those who call: `breaking` can make a call fail or a reply unreadable, `addition` is something new that
 * they may use, `relaxation` is neither, but typed or judged otherwise, and `text` is documentation.
 */
export type Kind = 'breaking' | 'addition' | 'relaxation' | 'text';

export interface Change {
  kind: Kind;
  /** Into the new contract, or into the released one where it is gone there. */
  pointer: string;
  /** The name of the rule that says so. */
  rule: string;
  sentence: string;
}
