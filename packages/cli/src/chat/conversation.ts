// What a person says, until it is done, declined, or left open.
import {
  type ChatContact,
  type ChatEvent,
  type Preview,
  type Relay,
  type Suggestion,
  ValidationError,
} from '@relay/sdk-js';
import { type Decision, decide } from './decision.js';
import type { Changes } from './editor.js';
import { problemOf, showEnd } from './ending.js';
import { type Approval, answerTo, execute, outcomeOf } from './execute.js';
import { type Outcome, together } from './outcome.js';
import type { Paint } from './paint.js';
import { plain, plainLine } from './plain.js';
import { showChoice, showPreview } from './preview.js';
import { showOutput } from './table.js';
import type { Output, Terminal } from './terminal.js';
import { type Message, readTurn, type Turn } from './turn.js';
import { fold } from './width.js';

export interface ConversationOptions {
  relay: Relay;
  output: Output;
  paint: Paint;
  /** The person; undefined where nobody can be asked. */
  terminal: Terminal | undefined;
  sessionId: string | undefined;
  timeZone: string | undefined;
  contacts: ChatContact[] | undefined;
}

export class Conversation {
  sessionId: string | undefined;
  private readonly relay: Relay;
  private readonly paint: Paint;

  constructor(private readonly options: ConversationOptions) {
    this.relay = options.relay;
    this.paint = options.paint;
    this.sessionId = options.sessionId;
  }

  /** Says a message, and asks for all that it takes. */
  async say(message: string): Promise<Outcome> {
    const outcomes: Outcome[] = [];
    let turn: Turn | undefined;
    let next: Message | undefined = { message };
    while (next) {
      turn = await this.readOrAgain(next, turn);
      if (turn.isInterrupted) return 'interrupted';
      const { ended, changes } = await this.settle(turn);
      outcomes.push(...ended);
      next = changes ? { message: '', edits: changes } : await this.followUp(turn);
      if (!next && isOpen(turn)) outcomes.push('waiting');
    }
    return together(outcomes);
  }

  /** Executes a preview that was confirmed by its id. */
  async confirm(previewId: string): Promise<Outcome> {
    const preview = await this.relay.previews.get({ previewId });
    this.print(showPreview(preview, this.paint));
    return this.run(preview);
  }

  /** An edit that is refused leaves what was edited as it is, to be decided anew. */
  private async readOrAgain(said: Message, before: Turn | undefined): Promise<Turn> {
    if (!said.edits || !before) return this.read(said);
    const turn = await this.read(said).catch((error) => {
      if (!(error instanceof ValidationError)) throw error;
      this.print(this.paint('red', problemOf(error)));
      return { ...before, suggestions: [], results: [] };
    });
    const told = new Set(turn.suggestions.map(({ id }) => id));
    const left = before.suggestions.filter(({ id }) => said.edits?.[id] && !told.has(id));
    const approvals = new Map([...before.approvals, ...turn.approvals]);
    return { ...turn, suggestions: [...turn.suggestions, ...left], approvals };
  }

  private async read(said: Message): Promise<Turn> {
    const { terminal, timeZone, contacts } = this.options;
    const stop = new AbortController();
    const { relay, sessionId } = this;
    const see = (event: ChatEvent) => this.show(event);
    const read = () => readTurn({ relay, sessionId, timeZone, contacts, signal: stop.signal }, said, see);
    const turn = await (terminal ? terminal.during(() => stop.abort(), read) : read());
    this.sessionId = turn.sessionId;
    if (turn.isInterrupted) this.print('\nStopped.');
    for (const { execution } of turn.results) this.print(showOutput(execution.output, this.width));
    return turn;
  }

  /** Shows what can be confirmed, and does as the person decides; `changes` when they changed something. */
  private async settle(turn: Turn): Promise<{ ended: Outcome[]; changes?: Record<string, Changes> }> {
    const ended = turn.results.map(({ execution }) => outcomeOf(execution));
    const changes: Record<string, Changes> = {};
    for (const suggestion of turn.suggestions.filter(({ status }) => status === 'ready')) {
      const preview = await this.relay.previews.get({ previewId: suggestion.previewId! });
      if (preview.status !== 'ready') continue;
      this.print(`\n${showPreview(preview, this.paint)}\n`);
      const decision = await this.decide(suggestion, preview);
      if (decision === 'yes') ended.push(await this.run(preview, turn.approvals.get(preview.id)));
      else if (decision === 'no') ended.push(await this.decline(preview, turn.approvals.get(preview.id)));
      else if (decision === 'later') ended.push(this.leave(preview));
      else changes[suggestion.id] = decision;
    }
    return Object.keys(changes).length > 0 ? { ended, changes } : { ended };
  }

  private async decide(suggestion: Suggestion, preview: Preview): Promise<Decision> {
    const { relay, paint, terminal } = this.options;
    if (!terminal) return 'later';
    return decide({ relay, paint, terminal, print: (text) => this.print(text) }, suggestion, preview);
  }

  private async run(preview: Preview, approval?: Approval): Promise<Outcome> {
    const { terminal } = this.options;
    const stop = new AbortController();
    let isWarned = false;
    const onInterrupt = () => {
      if (isWarned) stop.abort();
      else this.print('It is under way and cannot be called back. Ctrl-C again leaves it.');
      isWarned = true;
    };
    const run = () => execute(this.relay, preview, { approval, signal: stop.signal });
    const ended = await (terminal ? terminal.during(onInterrupt, run) : run());
    this.print(showEnd(preview, ended, this.paint, this.width));
    return ended.outcome;
  }

  /** By chat, so that the conversation knows it, and discards the preview. */
  private async decline(preview: Preview, approval: Approval | undefined): Promise<Outcome> {
    if (!approval) await this.relay.previews.discard({ previewId: preview.id });
    else for await (const event of await this.relay.chat.stream(answerTo(preview, approval, false))) this.show(event);
    return 'nothing';
  }

  private leave({ id }: Preview): Outcome {
    this.print(`Nothing was sent. To send it as it is: relay chat --confirm ${plainLine(id)}`);
    return 'waiting';
  }

  /** The answer to what is missing, if somebody can give one. */
  private async followUp({ suggestions }: Turn): Promise<Message | undefined> {
    const { terminal } = this.options;
    const unconnected = suggestions.find(({ status, connection }) => status === 'waiting' && connection);
    const url = unconnected?.connection?.connectUrl;
    if (url) this.print(`Connect it here: ${plainLine(url)}`);
    const doubtful = suggestions.filter(({ status, missing }) => status === 'asking' && missing.length === 0);
    if (doubtful.length > 0) this.print(showChoice(doubtful, this.paint));
    if (!terminal) return undefined;
    const asking = suggestions.find(({ status }) => status === 'asking');
    if (!asking && !url) return undefined;
    const answer = await terminal.ask(
      asking ? `${plainLine(asking.missing[0]?.name ?? 'answer')}> ` : 'Enter when it is connected> ',
      { fresh: !asking },
    );
    if (answer === undefined) return undefined;
    const message = answer.trim() || (asking ? '' : 'go on');
    return message === '' ? undefined : { message };
  }

  private get width(): number {
    return this.options.output.columns || 100;
  }

  /** What Relay says, as it comes. */
  private show(event: ChatEvent): void {
    const { output } = this.options;
    if (event.type === 'text-delta') output.write(plain(event.delta));
    else if (event.type === 'text-end') output.write('\n');
  }

  private print(text: string): void {
    const { output } = this.options;
    if (text !== '') output.write(`${output.columns ? fold(text, output.columns) : text}\n`);
  }
}

const isOpen = ({ suggestions }: Turn) => suggestions.some(({ status }) => status === 'asking' || status === 'waiting');
