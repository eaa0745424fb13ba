// A reply as it is made: its events, in the AI SDK UI message stream v1, and what is kept of it.
import type { ChatEvent, ChatResult, Execution, Preview, Suggestion } from '../../generated/types.js';

export class Reply {
  readonly suggestions: Suggestion[] = [];
  readonly results: ChatResult[] = [];
  /** What kept it from being finished. */
  failure: unknown;
  private readonly texts: string[] = [];
  private awaitsApproval = false;

  constructor(
    readonly messageId: string,
    private readonly emit: (event: ChatEvent) => void,
  ) {}

  get text(): string {
    return this.texts.join('\n\n');
  }

  begin(sessionId: string): void {
    this.emit({ type: 'start', messageId: this.messageId });
    this.emit({ type: 'start-step' });
    this.emit({ type: 'data-relay-session', data: { sessionId }, transient: true });
  }

  say(text: string): void {
    const id = `text-${this.texts.push(text)}`;
    this.emit({ type: 'text-start', id });
    // Some at a time, so that a reader sees that it goes on.
    for (const delta of text.match(/[\s\S]{1,200}/gu) ?? []) this.emit({ type: 'text-delta', id, delta });
    this.emit({ type: 'text-end', id });
  }

  suggest(suggestion: Suggestion): void {
    this.suggestions.push(suggestion);
    this.emit({ type: 'data-relay-suggestion', id: suggestion.id, data: { ...suggestion } });
  }

  /** Asks for a yes or a no. The approval's id is a capability: it goes to the person, and is stored nowhere. */
  askApproval(preview: Preview, approvalId: string, title: string): void {
    const call = { toolCallId: preview.id, toolName: preview.action, dynamic: true, title };
    this.emit({ type: 'tool-input-start', ...call });
    this.emit({ type: 'tool-input-available', ...call, input: preview.input });
    this.emit({ type: 'tool-approval-request', toolCallId: preview.id, approvalId });
    this.awaitsApproval = true;
  }

  /** Tells a suggestion and its call again, to somebody who may not have seen them. */
  recall(suggestion: Suggestion, title?: string): void {
    const { previewId, action, input } = suggestion;
    this.suggest(suggestion);
    if (previewId === null) return;
    const call = { toolCallId: previewId, toolName: action, dynamic: true, ...(title && { title }) };
    this.emit({ type: 'tool-input-available', ...call, input });
  }

  /** What a read has found, or what a confirmed suggestion has done. */
  result(suggestionId: string, execution: Execution): void {
    const result = { suggestionId, action: execution.action, execution };
    this.results.push(result);
    this.emit({ type: 'data-relay-result', id: execution.id, data: { ...result } });
  }

  /** How an approved call ended. */
  ended(toolCallId: string, { status, output, error }: Pick<Execution, 'status' | 'output' | 'error'>): void {
    if (status === 'succeeded')
      this.emit({ type: 'tool-output-available', toolCallId, dynamic: true, output: output ?? {} });
    else this.refused(toolCallId, error?.detail ?? 'It is still under way.');
  }

  refused(toolCallId: string, errorText: string): void {
    this.emit({ type: 'tool-output-error', toolCallId, dynamic: true, errorText });
  }

  denied(toolCallId: string): void {
    this.emit({ type: 'tool-output-denied', toolCallId });
  }

  finish(): void {
    this.emit({ type: 'finish-step' });
    this.emit({ type: 'finish', finishReason: this.awaitsApproval ? 'tool-calls' : 'stop' });
  }

  fail(errorText: string): void {
    this.emit({ type: 'error', errorText });
    this.emit({ type: 'finish-step' });
    this.emit({ type: 'finish', finishReason: 'error' });
  }

  stop(): void {
    this.emit({ type: 'abort', reason: 'The client went away.' });
  }
}
