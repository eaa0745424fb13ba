// What the grammar says of a text when somebody else has read it: whether it asks for something, and for what.
import { gateOfLead } from './grammar/gates.js';
import { sentenceFor } from './sentences.js';
import { tokensOf } from './text/token.js';
import { understand } from './understand.js';
import type { Context, Gate, Suggestion } from './understanding.js';

export interface Reading {
  /** What it asks for as the grammar reads it; none where the grammar does not know these words. */
  requests: Suggestion[];
  /** Why it is no request, or not one to be taken as it stands. */
  gate?: Gate;
  /** Whether the grammar is sure that there is no request at all. */
  isNone: boolean;
}

const NONE: ReadonlySet<string> = new Set<Gate>(['negated', 'past', 'quoted', 'reported', 'hypothetical']);

/** Reads a text only to judge what another engine makes of it. */
export function read(text: string, context: Context): Reading {
  const understanding = understand(text, context);
  if (understanding.kind === 'suggestions') return { requests: understanding.suggestions, isNone: false };
  if (understanding.kind === 'none') {
    const { reason } = understanding;
    if (NONE.has(reason)) return { requests: [], gate: reason as Gate, isNone: true };
    const gate = isGate(reason) ? reason : leadGate(text);
    return { requests: [], ...(gate && { gate }), isNone: false };
  }
  const { about, suggestions } = understanding;
  if (about === 'unsure') return { requests: [], gate: leadGate(text) ?? 'unsure', isNone: false };
  return { requests: suggestions, ...(isGate(about) && { gate: about }), isNone: false };
}

const isGate = (reason: string): reason is Gate => sentenceFor(reason as Gate) !== undefined;

const leadGate = (text: string) => gateOfLead(tokensOf(text).filter(({ kind }) => kind === 'word'));

/** From here on a text is somebody else's: a forwarded or an answered mail, with what stands above it. */
const FORWARDED =
  /^(?:-{2,}\s*(?:original|forwarded) message|begin forwarded message|from:[^\n]*\n(?:[^\n]*\n)?(?:to|sent|date|subject):|on .{5,120} wrote:)/im;

/** The pieces of a text that are marked as the words of somebody else, in UTF-16 units. */
export function quotesIn(text: string): Array<[start: number, end: number]> {
  const quotes = tokensOf(text)
    .filter(({ kind }) => kind === 'quote')
    .map(({ start, end }): [number, number] => [start, end]);
  const lines = [...text.matchAll(/^[ \t]*>.*$/gm)].map(({ 0: line, index }): [number, number] => [
    index,
    index + line.length,
  ]);
  const fences = [...text.matchAll(/```[\s\S]*?(?:```|$)/g)].map(({ 0: fence, index }): [number, number] => [
    index,
    index + fence.length,
  ]);
  const forwarded = FORWARDED.exec(text);
  return [...quotes, ...lines, ...fences, ...(forwarded ? [[forwarded.index, text.length] as [number, number]] : [])];
}
