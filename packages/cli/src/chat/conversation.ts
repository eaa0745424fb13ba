// What a person says, until it is done, declined, or left open.
import type { ChatEvent, Execution, Preview, Relay, Suggestion } from '@relay/sdk-js';
import { ValidationError } from '@relay/sdk-js';
import { type Changes, Editor } from './editor.js';
import { answerTo, type Ended, execute, outcomeOf } from './execute.js';
import { type Outcome, together } from './outcome.js';
import type { Paint } from './paint.js';
import { plain, plainLine } from './plain.js';
import { sentence, showPreview } from './preview.js';
import { showOutput } from './table.js';
import type { Output, Terminal } from './terminal.js';
import { type Message, readTurn, type Turn } from './turn.js';

export interface ConversationOptions {
  relay: Relay;
  output: Output;
  paint: Paint;
  /** The person; undefined where nobody can be asked. */
  terminal: Terminal | undefined;
  sessionId: string | undefined;
  timeZone: string | undefined;
}

type Decision = 'yes' | 'no' | 'later' | Changes;

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
      const { outcome, changes } = await this.settle(turn);
      outcomes.push(...outcome);
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
    const { terminal, output, timeZone } = this.options;
    const stop = new AbortController();
    const see = (event: ChatEvent) => {
      if (event.type === 'text-delta') output.write(plain(event.delta));
      else if (event.type === 'text-end') output.write('\n');
    };
    const { relay, sessionId } = this;
    const read = () => readTurn({ relay, sessionId, timeZone, signal: stop.signal }, said, see);
    const turn = await (terminal ? terminal.during(() => stop.abort(), read) : read());
    this.sessionId = turn.sessionId;
    if (turn.isInterrupted) this.print('\nStopped.');
    for (const { execution } of turn.results) this.print(this.outputOf(execution));
    return turn;
  }

  /** Shows what can be confirmed, and does as the person decides; `changes` when they changed something. */
  private async settle(turn: Turn): Promise<{ outcome: Outcome[]; changes?: Record<string, Changes> }> {
    const outcome = turn.results.map(({ execution }) => outcomeOf(execution));
    const changes: Record<string, Changes> = {};
    for (const suggestion of turn.suggestions.filter(({ status }) => status === 'ready')) {
      const preview = await this.relay.previews.get({ previewId: suggestion.previewId! });
      if (preview.status !== 'ready') continue;
      this.print(`\n${showPreview(preview, this.paint)}\n`);
      const decision = await this.decide(suggestion, preview);
      if (decision === 'yes') outcome.push(await this.run(preview, turn.approvals.get(preview.id)));
      else if (decision === 'no') outcome.push(await this.decline(turn, preview));
      else if (decision === 'later') outcome.push(this.leave(preview));
      else changes[suggestion.id] = decision;
    }
    return Object.keys(changes).length > 0 ? { outcome, changes } : { outcome };
  }

  private async decide(suggestion: Suggestion, preview: Preview): Promise<Decision> {
    const { terminal } = this.options;
    while (terminal) {
      const answer = await terminal.ask(this.paint('bold', 'Send it? [y]es, [n]o, [e]dit, [a]ll of it: '), {
        fresh: true,
      });
      if (answer === undefined) return 'later';
      const said = answer.trim().toLowerCase();
      if (said === 'y' || said === 'yes') return 'yes';
      if (said === 'n' || said === 'no') return 'no';
      if (said === 'a' || said === 'all') this.print(showPreview(preview, this.paint, { whole: true }));
      if (said !== 'e' && said !== 'edit') continue;
      const changes = await new Editor(this.relay, terminal, (text) => this.print(text)).edit(suggestion);
      if (changes) return changes;
    }
    return 'later';
  }

  private async run(preview: Preview, approvalId?: string): Promise<Outcome> {
    const { terminal } = this.options;
    const stop = new AbortController();
    let isWarned = false;
    const onInterrupt = () => {
      if (isWarned) stop.abort();
      else this.print('It is under way and cannot be called back. Ctrl-C again leaves it.');
      isWarned = true;
    };
    const { sessionId } = this;
    const by = approvalId !== undefined && sessionId !== undefined ? { sessionId, approvalId } : undefined;
    const run = () => execute(this.relay, preview, { ...(by && { by }), signal: stop.signal });
    const ended = await (terminal ? terminal.during(onInterrupt, run) : run());
    this.print(this.endOf(preview, ended));
    return ended.outcome;
  }

  private endOf({ summary }: Preview, { outcome, ...ended }: Ended): string {
    if (!ended.execution)
      return this.paint(outcome === 'failed' ? 'red' : 'yellow', sentence((ended as { problem: string }).problem));
    const { error, id } = ended.execution;
    if (outcome === 'done')
      return `${this.paint('green', `Done: ${sentence(summary)}`)}\n${this.outputOf(ended.execution)}`;
    const detail = `${sentence(error?.detail ?? 'It is still under way')} (${plainLine(error?.code ?? 'running')}, ${plainLine(id)})`;
    return outcome === 'failed' ? this.paint('red', `It failed: ${detail}`) : this.paint('yellow', detail);
  }

  /** By chat, so that the conversation knows it, and discards the preview. */
  private async decline({ approvals }: Turn, preview: Preview): Promise<Outcome> {
    const { id } = preview;
    const approvalId = approvals.get(id);
    if (approvalId === undefined || this.sessionId === undefined) await this.relay.previews.discard({ previewId: id });
    else {
      const answer = answerTo(preview, this.sessionId, approvalId, false);
      for await (const event of await this.relay.chat.stream(answer))
        if (event.type === 'text-delta') this.print(plain(event.delta));
    }
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

  private outputOf({ output }: Execution): string {
    return showOutput(output, this.options.output.columns || 100);
  }

  private print(text: string): void {
    if (text !== '') this.options.output.write(`${text}\n`);
  }
}

const isOpen = ({ suggestions }: Turn) => suggestions.some(({ status }) => status === 'asking' || status === 'waiting');

/** What a server says to what was typed, for a person. */
export function problemOf(error: Error): string {
  const fields =
    error instanceof ValidationError ? error.errors.map(({ pointer, detail }) => `  ${pointer}: ${detail}`) : [];
  return plain([error.message, ...fields].join('\n'));
}
