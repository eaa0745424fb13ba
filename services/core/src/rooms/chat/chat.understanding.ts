// A new request: the engine reads it, and what it says is checked and proposed.
import type { Logger } from '../../platform/log.js';
import type { Catalog } from '../actions/index.js';
import { askedFirst, type Checks, type Draft } from './chat.checks.js';
import { MOST_CHOICES, toChoice } from './chat.contacts.js';
import type { Engine, EngineContext, EngineSuggestion, Understanding } from './chat.engine.js';
import type { Proposer } from './chat.proposer.js';
import { type Known, trace } from './chat.provenance.js';
import type { Suggestions } from './chat.suggestions.js';
import type { Turn } from './chat.turn.js';
import { firstOf, nothing } from './chat.words.js';

export interface UnderstandingDeps {
  catalog: Catalog;
  engine: Engine;
  checks: Checks;
  proposer: Proposer;
  suggestions: Suggestions;
  /** The providers with a connection that works. */
  connected: (workspaceId: string) => Promise<readonly string[]>;
  log: Logger;
}

const MOST_SUGGESTIONS = 5;

export class Understander {
  constructor(private readonly deps: UnderstandingDeps) {}

  /** What a text of this turn is read by. */
  async contextOf(turn: Turn): Promise<EngineContext> {
    const { catalog, connected } = this.deps;
    const { workspaceId, now, session, contacts, signal } = turn;
    return {
      now,
      timeZone: session.timeZone,
      contacts,
      connected: await connected(workspaceId),
      actions: catalog.all,
      signal,
    };
  }

  async understand(turn: Turn, text: string): Promise<{ understanding: Understanding; context: EngineContext }> {
    const context = await this.contextOf(turn);
    const understanding = await this.deps.engine.understand(text, context);
    turn.signal.throwIfAborted();
    if (understanding.notice !== undefined) turn.reply.say(understanding.notice);
    return { understanding, context };
  }

  /** False when there is nothing in the text that Relay could do. */
  async request(turn: Turn, text: string): Promise<boolean> {
    const { engine, proposer } = this.deps;
    const { understanding, context } = await this.understand(turn, text);
    if (understanding.kind === 'none') {
      turn.reply.say(nothing(understanding.reason));
      return false;
    }
    const said = [{ text, messageId: turn.saidId }];
    const known = { said: [{ text }], contacts: context.contacts, given: {}, timeZone: context.timeZone };
    const isQuestion = understanding.kind === 'question';
    const { suggestions = [] } = understanding;
    const drafts = suggestions.slice(0, MOST_SUGGESTIONS).flatMap((suggested) => {
      const draft = this.check(suggested, known);
      // What a question is about waits for its answer, whatever else the engine says of it.
      return draft
        ? [isQuestion && !understanding.pointer ? { ...draft, blockedBy: draft.blockedBy ?? 'question' } : draft]
        : [];
    });
    if (isQuestion && drafts[0]) askFor(drafts[0], understanding, known);
    if (drafts.length > 0) await this.supersede(turn);
    const asks = drafts.some(({ missing, blockedBy }) => missing.length > 0 && blockedBy === undefined);
    if (isQuestion && !asks) turn.reply.say(understanding.text);
    else if (drafts.length === 0) turn.reply.say(nothing('unsupported'));
    if (suggestions.length > MOST_SUGGESTIONS) turn.reply.say(firstOf(MOST_SUGGESTIONS, suggestions.length));
    for (const draft of drafts)
      await proposer.propose(turn, { draft, engine: understanding.answeredBy ?? engine.name, said });
    return drafts.length > 0;
  }

  private check(suggested: EngineSuggestion, known: Known): Draft | undefined {
    const { catalog, checks, log, engine } = this.deps;
    const action = catalog.find(suggested.action);
    if (action) return checks.check(action, suggested, known);
    log.warn({ engine: engine.name }, 'an engine has named an action that is not in the catalog');
    return undefined;
  }

  /** What was asked before is not asked any more. */
  private async supersede({ workspaceId, session }: Turn): Promise<void> {
    const { suggestions } = this.deps;
    for (const { id } of await suggestions.list(workspaceId, session.id, { status: ['asking', 'waiting'] }))
      await suggestions.move(workspaceId, id, ['asking', 'waiting'], 'replaced');
  }
}

/** A question with a pointer is about one field: it is asked for, with those of its choices that the person may have meant. */
function askFor(
  draft: Draft,
  { pointer, choices = [], text }: Extract<Understanding, { kind: 'question' }>,
  known: Known,
): void {
  const name = pointer?.split('/')[1];
  if (!name) return;
  const traced = choices.flatMap(({ value }) => {
    const { provenance, untraced } = trace({ [name]: value }, known);
    const contact = known.contacts.find(({ email }) => email === value);
    if (untraced.length > 0) return [];
    // An engine's label could say something else than the value.
    return contact && provenance[`/${name}`]?.source === 'contact' ? [toChoice(contact)] : [{ value, label: value }];
  });
  const missing = { name, because: text, ...(traced.length > 0 && { choices: traced.slice(0, MOST_CHOICES) }) };
  draft.missing = askedFirst(missing, draft.missing);
  delete draft.blockedBy;
}
