// A typed no: what is asked for and what was offered last is not done.
import { read } from '@relay/intent';
import type { Metrics } from '../../platform/metrics.js';
import type { Catalog } from '../actions/index.js';
import type { Keeper } from './chat.keeper.js';
import { newestMessageOf, type StoredSuggestion, toSuggestion } from './chat.schema.js';
import type { Suggestions } from './chat.suggestions.js';
import type { Turn } from './chat.turn.js';
import type { Understander } from './chat.understanding.js';
import { ANSWERED, DISMISSED, STILL_OFFERED } from './chat.words.js';

export interface DismissalsDeps {
  catalog: Catalog;
  suggestions: Suggestions;
  keeper: Keeper;
  understander: Understander;
  metrics: Metrics;
}

export class Dismissals {
  constructor(private readonly deps: DismissalsDeps) {}

  /** Declines what is asked for and what was offered last; false when there is neither. */
  async dismiss(turn: Turn, asked: StoredSuggestion[]): Promise<boolean> {
    const { suggestions } = this.deps;
    const { workspaceId, session } = turn;
    const ready = await suggestions.list(workspaceId, session.id, { status: ['ready'] });
    // A no to a question is said of what was asked.
    const offered = asked.some(({ blockedBy }) => blockedBy !== undefined) ? [] : ready;
    const newest = newestMessageOf([...asked, ...offered]);
    if (newest === undefined) return false;
    const declined = [...asked, ...offered.filter(({ messageId }) => messageId === newest)];
    let isAll = true;
    for (const one of declined) isAll = (await this.decline(turn, one)) && isAll;
    if (isAll) turn.reply.say(DISMISSED);
    if (ready.some((one) => !declined.includes(one))) turn.reply.say(STILL_OFFERED);
    return true;
  }

  /** Declines one; false when it is too late: then the person is told. */
  async decline(turn: Turn, suggestion: StoredSuggestion): Promise<boolean> {
    const { suggestions, keeper, metrics, catalog } = this.deps;
    const { id, engine, status, previewId } = suggestion;
    const action = catalog.find(suggestion.action);
    if (!(await suggestions.move(turn.workspaceId, id, [status], 'declined'))) {
      turn.reply.say(ANSWERED);
      return false;
    }
    if (previewId !== null && (await keeper.discard(turn, previewId)) === 'executed') {
      await keeper.end(turn, action, suggestion);
      return false;
    }
    metrics.chatDeclined.inc({ engine, action: suggestion.action });
    turn.reply.suggest(toSuggestion({ ...suggestion, status: 'declined' }, action));
    return true;
  }

  /** What says not to do something is said of what was offered, if anything was. */
  async refuse(turn: Turn, text: string): Promise<boolean> {
    const { now, timeZone, contacts } = await this.deps.understander.contextOf(turn);
    const { gate, isNone } = read(text, { now, timeZone, contacts });
    return gate === 'negated' && isNone && this.dismiss(turn, []);
  }
}
