// What was asked for and not answered yet: the next message may be the answer.
import { read } from '@relay/intent';
import type { PreviewsApi } from '../../generated/api.js';
import type { Provenance } from '../../generated/types.js';
import { RelayError } from '../../platform/errors.js';
import type { Metrics } from '../../platform/metrics.js';
import type { ActionDefinition } from '../../providers/index.js';
import type { Catalog } from '../actions/index.js';
import { type Answer, answerIn } from './chat.answers.js';
import type { Checks, Draft } from './chat.checks.js';
import { isFreeText, judgeAnswer } from './chat.doubts.js';
import type { Proposer } from './chat.proposer.js';
import { withoutField } from './chat.provenance.js';
import { type StoredSuggestion, toSuggestion } from './chat.schema.js';
import type { Suggestions } from './chat.suggestions.js';
import type { Turn } from './chat.turn.js';
import type { Understander } from './chat.understanding.js';
import {
  ANSWERED,
  DISMISSED,
  EXACTLY,
  isAgain,
  isNo,
  isYes,
  NOT_TAKEN,
  questionFor,
  STILL_OFFERED,
} from './chat.words.js';

export interface PendingDeps {
  catalog: Catalog;
  checks: Checks;
  proposer: Proposer;
  previews: Pick<PreviewsApi, 'discard'>;
  suggestions: Suggestions;
  understander: Understander;
  metrics: Metrics;
}

export class Pending {
  constructor(private readonly deps: PendingDeps) {}

  /** Takes a message as the answer to what is open; false when it is none. */
  async answer(turn: Turn, text: string): Promise<boolean> {
    const open = await this.list(turn);
    if (isNo(text) && (await this.dismiss(turn, open))) return true;
    if (open.length === 0) return this.refuse(turn, text);
    const blocked = open.filter(({ blockedBy }) => blockedBy !== undefined);
    const agreed = agreedTo(text, blocked);
    if (agreed.length > 0) return this.unblock(turn, blocked, agreed, text);
    const asking = open.find(({ blockedBy, missing }) => blockedBy === undefined && missing.length > 0);
    if (asking && (await this.fill(turn, asking, text))) return true;
    const waiting = open.find(({ status }) => status === 'waiting');
    if (!waiting || !isAgain(text)) return false;
    await this.deps.proposer.propose(turn, again(waiting, waiting, said(turn, waiting, text)));
    return true;
  }

  /** Asks again what is still open. */
  async remind(turn: Turn): Promise<void> {
    const asking = (await this.list(turn)).find(
      ({ missing, blockedBy }) => blockedBy === undefined && missing.length > 0,
    );
    if (asking) turn.reply.say(questionFor(this.deps.catalog.find(asking.action), asking.missing[0]!));
  }

  private list({ workspaceId, session }: Turn): Promise<StoredSuggestion[]> {
    return this.deps.suggestions.list(workspaceId, session.id, { status: ['asking', 'waiting'] });
  }

  /** Declines what is asked for and what was offered last; false when there is neither. */
  private async dismiss(turn: Turn, asked: StoredSuggestion[]): Promise<boolean> {
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
  private async refuse(turn: Turn, text: string): Promise<boolean> {
    const { now, timeZone, contacts } = await this.deps.understander.contextOf(turn);
    const { gate, isNone } = read(text, { now, timeZone, contacts });
    return gate === 'negated' && isNone && this.dismiss(turn, []);
  }

  private async unblock(
    turn: Turn,
    blocked: StoredSuggestion[],
    agreed: StoredSuggestion[],
    text: string,
  ): Promise<true> {
    const { suggestions, proposer } = this.deps;
    for (const one of blocked.filter((other) => !agreed.includes(other)))
      await suggestions.move(turn.workspaceId, one.id, ['asking'], 'declined');
    for (const one of agreed) {
      const { blockedBy: _answered, ...draft } = draftOf(one);
      await proposer.propose(turn, again(one, draft, said(turn, one, text)));
    }
    return true;
  }

  private async fill(turn: Turn, asking: StoredSuggestion, text: string): Promise<boolean> {
    const { catalog, checks, proposer, understander } = this.deps;
    const action = catalog.find(asking.action);
    const [first, ...rest] = asking.missing;
    if (!action || !first) return false;
    const listed = first.choices && answerIn(text, action, first.name, first.choices, asking.input);
    const verdict = listed ? 'answer' : judgeAnswer(text, action, first.name, await understander.contextOf(turn));
    if (verdict === 'request') return false;
    if (verdict === 'no') return this.dismiss(turn, await this.list(turn));
    if (verdict === 'doubt' && !isFreeText(action, first.name)) {
      turn.reply.say(`${NOT_TAKEN} ${questionFor(action, first)}`);
      return true;
    }
    const answer =
      first.name === 'connectionId'
        ? listed
        : (answerIn(text, action, first.name, first.choices, asking.input) ??
          (await this.readTogether(turn, action, asking, first.name, text)));
    if (!answer) return false;
    const texts = said(turn, asking, text);
    if (first.name === 'connectionId') {
      const draft = { ...draftOf(asking), missing: rest, connectionId: String(answer.value) };
      await proposer.propose(turn, again(asking, draft, texts));
      return true;
    }
    const input = { ...asking.input, ...answer.related, [first.name]: answer.value };
    // An address that is added leaves those before it as they were.
    const kept =
      first.name in asking.input ? givenIn(asking.provenance) : withoutField(givenIn(asking.provenance), first.name);
    const given = {
      ...Object.keys(answer.related ?? {}).reduce(withoutField, kept),
      ...(answer.isChoice && { [`/${first.name}`]: { source: 'choice' } satisfies Provenance }),
    };
    const suggested = {
      action: action.id,
      input,
      missing: rest.map(({ name }) => name),
      assumptions: [...new Set([...asking.assumptions, ...(answer.assumptions ?? [])])],
    };
    const { timeZone } = turn.session;
    const draft = checks.check(action, suggested, { said: texts, contacts: [], given, timeZone });
    const choices = new Map(rest.map((missing) => [missing.name, missing]));
    const missing = draft.missing.map((one) => (one.because === undefined ? (choices.get(one.name) ?? one) : one));
    const isDoubtful = verdict === 'doubt';
    if (isDoubtful) turn.reply.say(EXACTLY);
    const filled = { ...draft, missing, connectionId: asking.connectionId ?? undefined };
    await proposer.propose(turn, again(asking, { ...filled, ...(isDoubtful && { blockedBy: 'unsure' }) }, texts));
    return true;
  }

  /** Lets the engine read the answer behind the request: `tomorrow at three` says nothing without it. */
  private async readTogether(
    turn: Turn,
    action: ActionDefinition,
    asking: StoredSuggestion,
    name: string,
    text: string,
  ): Promise<Answer | undefined> {
    const request = asking.said.at(-1)?.text;
    if (request === undefined) return undefined;
    const { understanding } = await this.deps.understander.understand(turn, `${request} ${text}`);
    const [one, more] = understanding.kind === 'suggestions' ? understanding.suggestions : [];
    if (!one || more || one.action !== action.id || one.missing.includes(name)) return undefined;
    const value = one.input[name];
    if (value === undefined) return undefined;
    const related = Object.entries(one.input).filter(
      ([other]) => TIMES.includes(name) && TIMES.includes(other) && asking.provenance[`/${other}`]?.source !== 'edit',
    );
    return { value, isChoice: false, related: Object.fromEntries(related), assumptions: one.assumptions };
  }
}

/** Fields that one phrase fills together: `tomorrow from 3 to 4`. */
const TIMES = ['start', 'end', 'durationMinutes', 'timeZone'];

/** Which of several a person wants: `yes` for the only one, a number, or all of them. */
function agreedTo(text: string, blocked: StoredSuggestion[]): StoredSuggestion[] {
  if (blocked.length === 0) return [];
  if (isYes(text)) return blocked.length === 1 || /\b(?:all|both)\b/i.test(text) ? blocked : [];
  const number = /^\W*(?:the |number |no\. ?|only )*(?:(\d)|(first|second|third|fourth|fifth))(?: one)?\W*$/i.exec(
    text,
  );
  const index = number?.[1]
    ? Number(number[1]) - 1
    : ['first', 'second', 'third', 'fourth', 'fifth'].indexOf(number?.[2]?.toLowerCase() ?? '');
  const chosen = blocked.length > 1 ? blocked[index] : undefined;
  return chosen ? [chosen] : [];
}

export const draftOf = ({
  action,
  input,
  missing,
  provenance,
  assumptions,
  blockedBy,
  connectionId,
}: StoredSuggestion): Draft => ({
  action,
  input,
  missing,
  provenance,
  assumptions,
  ...(blockedBy !== undefined && { blockedBy }),
  ...(connectionId !== null && { connectionId }),
});

/** What a person has set or chosen stays so. */
export const givenIn = (provenance: Record<string, Provenance>): Record<string, Provenance> =>
  Object.fromEntries(
    Object.entries(provenance).filter(
      ([, { source }]) => source === 'edit' || source === 'choice' || source === 'contact',
    ),
  );

const said = ({ saidId: messageId }: Turn, { said: before }: StoredSuggestion, text: string) => [
  { text, messageId },
  ...before,
];

const again = (before: StoredSuggestion, draft: Draft | StoredSuggestion, texts: StoredSuggestion['said']) => ({
  draft: 'sessionId' in draft ? draftOf(draft) : draft,
  engine: before.engine,
  said: texts,
  before,
});
