import { type Context, isReady, type Suggestion, type Understanding, understand } from '../src/index.js';

/** Wednesday, 9:00 in New York: the clock that the typed requests are written for. */
export const context: Context = { now: new Date('2026-03-04T14:00:00Z'), timeZone: 'America/New_York' };

export const suggestionsOf = (understanding: Understanding): Suggestion[] =>
  understanding.kind === 'none' ? [] : understanding.suggestions;

/** Whether something of a text could be confirmed as it stands. */
export const isReadyWrite = (text: string): boolean => suggestionsOf(understand(text, context)).some(isReady);
