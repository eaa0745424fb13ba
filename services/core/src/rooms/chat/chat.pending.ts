// What was asked for and not answered yet: the next message may be the answer.
import type { Catalog } from '../actions/index.js';
import { askedFirst } from './chat.checks.js';
import { isAgain, isBareNo, isNo, isYes } from './chat.consent.js';
import type { Dismissals } from './chat.dismissals.js';
import { again, draftOf, saidOf } from './chat.drafts.js';
import type { Filling } from './chat.filling.js';
import type { Proposer } from './chat.proposer.js';
import { withoutField } from './chat.provenance.js';
import { newestMessageOf, type StoredSuggestion } from './chat.schema.js';
import type { Settlement } from './chat.settlement.js';
import { OPEN, type Suggestions } from './chat.suggestions.js';
import type { Turn } from './chat.turn.js';
import { questionFor, WORDS_CONFIRM_NOTHING } from './chat.words.js';

export interface PendingDeps {
  catalog: Catalog;
  dismissals: Dismissals;
  filling: Filling;
  proposer: Proposer;
  suggestions: Suggestions;
  settlement: Settlement;
}

export class Pending {
  constructor(private readonly deps: PendingDeps) {}

  /** Takes a message as the answer to what is open; false when it is none. */
  async answer(turn: Turn, text: string): Promise<boolean> {
    const { dismissals, filling, proposer, settlement } = this.deps;
    await settlement.lapse({ workspaceId: turn.workspaceId, sessionId: turn.session.id });
    const open = await this.list(turn);
    const blocked = open.filter(({ blockedBy }) => blockedBy !== undefined);
    const doubted = blocked.find((one) => one.doubted !== undefined);
    if (doubted && isBareNo(text)) return this.askAnew(turn, doubted, doubted.doubted!);
    if (isNo(text) && (await dismissals.dismiss(turn, blocked.length > 0 ? blocked : open))) return true;
    if (open.length === 0) return (await this.offerAgain(turn, text)) || dismissals.refuse(turn, text);
    const agreed = agreedTo(text, blocked);
    if (agreed.length > 0) return this.unblock(turn, blocked, agreed, text);
    const asking = open.find(({ blockedBy, missing }) => blockedBy === undefined && missing.length > 0);
    const filled = asking && (await filling.fill(turn, asking, text));
    if (filled === 'no') return dismissals.dismiss(turn, open);
    if (filled) return true;
    const waiting = open.find(({ status }) => status === 'waiting');
    if (!waiting || !isAgain(text)) return false;
    await proposer.propose(turn, again(waiting, draftOf(waiting), saidOf(turn, waiting, text)));
    return true;
  }

  /** Answers the newest message again: what it has made is asked, or offered, anew. False when nothing of that is open. */
  async repeat(turn: Turn): Promise<boolean> {
    const { suggestions, proposer } = this.deps;
    const open = await suggestions.list(turn.workspaceId, turn.session.id, { status: OPEN });
    const made = open.filter(({ messageId, blockedBy }) => blockedBy === undefined && messageId > turn.saidId!);
    for (const one of made) await proposer.propose(turn, again(one, draftOf(one), one.said));
    return made.length > 0;
  }

  /** A yes in words confirms nothing: what was offered last is offered once more, in the message that a client looks at. */
  private async offerAgain(turn: Turn, text: string): Promise<boolean> {
    if (!isYes(text)) return false;
    const { suggestions, proposer } = this.deps;
    const ready = await suggestions.list(turn.workspaceId, turn.session.id, { status: ['ready'] });
    const newest = newestMessageOf(ready);
    if (newest === undefined) return false;
    turn.reply.say(WORDS_CONFIRM_NOTHING);
    for (const one of ready.filter(({ messageId }) => messageId === newest))
      await proposer.propose(turn, again(one, draftOf(one), one.said));
    return true;
  }

  /** Asks again what is still open. */
  async remind(turn: Turn): Promise<void> {
    const asking = (await this.list(turn)).find(
      ({ missing, blockedBy }) => blockedBy === undefined && missing.length > 0,
    );
    if (asking) turn.reply.say(questionFor(this.deps.catalog.find(asking.action), asking.missing[0]!, asking.input));
  }

  private list({ workspaceId, session }: Turn): Promise<StoredSuggestion[]> {
    return this.deps.suggestions.list(workspaceId, session.id, { status: ['asking', 'waiting'] });
  }

  /** What was taken for the answer to a question was none, so the question is open again. */
  private async askAnew(turn: Turn, doubted: StoredSuggestion, name: string): Promise<true> {
    const { blockedBy: _answered, doubted: _taken, ...draft } = draftOf(doubted);
    const { [name]: _given, ...input } = draft.input;
    const missing = askedFirst({ name }, draft.missing);
    const provenance = withoutField(draft.provenance, name);
    await this.deps.proposer.propose(turn, again(doubted, { ...draft, input, missing, provenance }, doubted.said));
    return true;
  }

  private async unblock(
    turn: Turn,
    blocked: StoredSuggestion[],
    agreed: StoredSuggestion[],
    text: string,
  ): Promise<true> {
    const { dismissals, proposer } = this.deps;
    for (const one of blocked.filter((other) => !agreed.includes(other))) await dismissals.decline(turn, one);
    for (const one of agreed) {
      const { blockedBy: _answered, doubted: _taken, ...draft } = draftOf(one);
      await proposer.propose(turn, again(one, draft, saidOf(turn, one, text)));
    }
    return true;
  }
}

/** Which of several a person wants: `yes` for the only one, a number, or all of them. */
function agreedTo(text: string, blocked: StoredSuggestion[]): StoredSuggestion[] {
  if (blocked.length === 0) return [];
  if (isYes(text)) return blocked.length === 1 || /\b(?:all|both)\b/i.test(text) ? blocked : [];
  const number =
    /^[\s\p{P}\p{S}]*(?:the |number |no\. ?|only )*(?:(\d)|(first|second|third|fourth|fifth))(?: one)?[\s\p{P}]*$/iu.exec(
      text,
    );
  const index = number?.[1]
    ? Number(number[1]) - 1
    : ['first', 'second', 'third', 'fourth', 'fifth'].indexOf(number?.[2]?.toLowerCase() ?? '');
  const chosen = blocked.length > 1 ? blocked[index] : undefined;
  return chosen ? [chosen] : [];
}
