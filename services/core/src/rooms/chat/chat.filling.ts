// The next message as the answer to what a suggestion lacks.
import type { Provenance } from '../../generated/types.js';
import type { ActionDefinition } from '../../providers/index.js';
import type { Catalog } from '../actions/index.js';
import { type Answer, answerIn } from './chat.answers.js';
import { askedFirst, type Checks } from './chat.checks.js';
import { isFreeText, judgeAnswer } from './chat.doubts.js';
import { again, draftOf, givenIn, saidOf } from './chat.drafts.js';
import type { Proposer } from './chat.proposer.js';
import { withoutField } from './chat.provenance.js';
import type { StoredSuggestion } from './chat.schema.js';
import type { Turn } from './chat.turn.js';
import type { Understander } from './chat.understanding.js';
import { EXACTLY, NOT_TAKEN, questionFor } from './chat.words.js';

export interface FillingDeps {
  catalog: Catalog;
  checks: Checks;
  proposer: Proposer;
  understander: Understander;
}

/** Fields that one phrase fills together: `tomorrow from 3 to 4`. */
const TIMES = ['start', 'end', 'durationMinutes', 'timeZone'];

export class Filling {
  constructor(private readonly deps: FillingDeps) {}

  /** `no` when it takes back what was asked for; undefined when it is no answer. */
  async fill(turn: Turn, asking: StoredSuggestion, text: string): Promise<'taken' | 'no' | undefined> {
    const { catalog, checks, proposer, understander } = this.deps;
    const action = catalog.find(asking.action);
    const [first, ...rest] = asking.missing;
    if (!action || !first) return undefined;
    const context = await understander.contextOf(turn);
    const direct = answerIn(text, action, first, asking.input, context.contacts);
    const verdict = direct?.isChoice ? 'answer' : judgeAnswer(text, action, first.name, context);
    if (verdict === 'request') return undefined;
    if (verdict === 'no') return 'no';
    if (verdict === 'doubt' && !isFreeText(action, first.name)) {
      turn.reply.say(`${NOT_TAKEN} ${questionFor(action, first, asking.input)}`);
      return 'taken';
    }
    const isRead = direct === undefined && first.name !== 'connectionId';
    const answer = isRead ? await this.readTogether(turn, action, asking, first.name, text) : direct;
    if (!answer) return undefined;
    const texts = saidOf(turn, asking, text);
    if (first.name === 'connectionId') {
      const draft = { ...draftOf(asking), missing: rest, connectionId: String(answer.value) };
      await proposer.propose(turn, again(asking, draft, texts));
      return 'taken';
    }
    const input = { ...asking.input, ...answer.related, [first.name]: answer.value };
    const before = givenIn(asking);
    // An address that is added leaves those before it as they were.
    const kept = Array.isArray(asking.input[first.name]) ? before : withoutField(before, first.name);
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
    const { contacts, timeZone } = context;
    const draft = checks.check(action, suggested, { said: texts, contacts, given, timeZone });
    const choices = new Map(rest.map((missing) => [missing.name, missing]));
    const others = draft.missing.map((one) => (one.because === undefined ? (choices.get(one.name) ?? one) : one));
    const missing = answer.namesakes ? askedFirst({ name: first.name, ...answer.namesakes }, others) : others;
    const doubt = verdict === 'doubt' ? EXACTLY : answer.doubt;
    if (doubt !== undefined) turn.reply.say(doubt);
    const filled = { ...draft, missing, connectionId: asking.connectionId ?? undefined };
    await proposer.propose(
      turn,
      again(asking, { ...filled, ...(doubt !== undefined && { blockedBy: 'unsure', doubted: first.name }) }, texts),
    );
    return 'taken';
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
    const [one, more] = understanding.kind === 'none' ? [] : (understanding.suggestions ?? []);
    const doubt = understanding.kind === 'question' ? understanding.text : undefined;
    // Where only one engine reads it so, a yes decides; what speaks against it is no answer.
    if (doubt !== undefined && one?.blockedBy !== 'unsure') return undefined;
    if (!one || more || one.action !== action.id || one.missing.includes(name)) return undefined;
    const value = one.input[name];
    if (value === undefined) return undefined;
    const related = Object.entries(one.input).filter(
      ([other]) => TIMES.includes(name) && TIMES.includes(other) && asking.provenance[`/${other}`]?.source !== 'edit',
    );
    const found = { value, isChoice: false, related: Object.fromEntries(related), assumptions: one.assumptions };
    return { ...found, ...(doubt !== undefined && { doubt }) };
  }
}
