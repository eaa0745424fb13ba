// A typed no: what is asked for and what was offered last is not done.
import { read } from '@relay/intent';
import type { PreviewsApi } from '../../generated/api.js';
import { RelayError } from '../../platform/errors.js';
import type { Metrics } from '../../platform/metrics.js';
import type { Catalog } from '../actions/index.js';
import { type StoredSuggestion, toSuggestion } from './chat.schema.js';
import type { Suggestions } from './chat.suggestions.js';
import type { Turn } from './chat.turn.js';
import type { Understander } from './chat.understanding.js';
import { ANSWERED, DISMISSED, STILL_OFFERED } from './chat.words.js';

export interface DismissalsDeps {
  catalog: Catalog;
  previews: Pick<PreviewsApi, 'discard'>;
  suggestions: Suggestions;
  understander: Understander;
  metrics: Metrics;
}

export class Dismissals {
  constructor(private readonly deps: DismissalsDeps) {}

  /** Declines what is asked for and what was offered last; false when there is neither. */
  async dismiss(turn: Turn, asked: StoredSuggestion[]): Promise<boolean> {
    const { suggestions, metrics, previews, catalog } = this.deps;
    const { workspaceId, session, context } = turn;
    const offered = await suggestions.list(workspaceId, session.id, { status: ['ready'] });
    const newest = [...asked, ...offered]
      .map(({ messageId }) => messageId)
      .sort()
      .at(-1);
    if (newest === undefined) return false;
    const declined = [...asked, ...offered.filter(({ messageId }) => messageId === newest)];
    let said = DISMISSED;
    for (const one of declined) {
      const { id, engine, action, status, previewId } = one;
      if (!(await suggestions.move(workspaceId, id, [status], 'declined'))) {
        said = ANSWERED;
        continue;
      }
      metrics.chatDeclined.inc({ engine, action });
      turn.reply.suggest(toSuggestion({ ...one, status: 'declined' }, catalog.find(action)));
      if (previewId === null) continue;
      try {
        await previews.discard({ previewId }, context);
      } catch (error) {
        if (!(error instanceof RelayError)) throw error;
        if (error.code === 'preview_executed') said = ANSWERED; // in another way
      }
    }
    turn.reply.say(said);
    if (offered.some(({ messageId }) => messageId !== newest)) turn.reply.say(STILL_OFFERED);
    return true;
  }

  /** What says not to do something is said of what was offered, if anything was. */
  async refuse(turn: Turn, text: string): Promise<boolean> {
    const { now, timeZone, contacts } = await this.deps.understander.contextOf(turn);
    const { gate, isNone } = read(text, { now, timeZone, contacts });
    return gate === 'negated' && isNone && this.dismiss(turn, []);
  }
}
