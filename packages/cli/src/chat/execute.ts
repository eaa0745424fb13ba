// A confirmed preview is executed, and what came of it is told.
import {
  AbortError,
  ConnectionError,
  type Execution,
  type Preview,
  type Relay,
  RelayError,
  ServerError,
  StreamError,
} from '@relay/sdk-js';
import type { Outcome } from './outcome.js';

export type Ended = { outcome: Outcome; execution: Execution } | { outcome: Outcome; problem: string };

/** A yes to a suggestion goes by chat, so that its session knows; a preview that only its id is known of is executed. */
export interface Approval {
  sessionId: string;
  approvalId: string;
}

/** Runs exactly what the preview shows, once, and waits for its end. Never throws for what may have happened. */
export async function execute(
  relay: Relay,
  preview: Preview,
  { approval, signal }: { approval?: Approval | undefined; signal?: AbortSignal } = {},
): Promise<Ended> {
  const options = signal ? { signal } : {};
  const { id, digest } = preview;
  try {
    const begun = approval
      ? await approve(relay, preview, approval, options)
      : await relay.actions.execute({ previewId: id, digest }, options);
    if (typeof begun === 'string') return { outcome: 'failed', problem: begun };
    const execution = begun.status === 'running' ? await relay.executions.wait(begun.id, options) : begun;
    return { outcome: outcomeOf(execution), execution };
  } catch (error) {
    if (!(error instanceof RelayError)) throw error;
    if (isOpen(error)) return { outcome: 'unknown', problem: mayHaveHappened(id, error.message) };
    return { outcome: 'failed', problem: error.message };
  }
}

/** The execution, or why there is none. */
async function approve(
  relay: Relay,
  preview: Preview,
  approval: Approval,
  options: { signal?: AbortSignal },
): Promise<Execution | string> {
  const said: string[] = [];
  let execution: Execution | undefined;
  for await (const event of await relay.chat.stream(answerTo(preview, approval, true), options)) {
    if (event.type === 'data-relay-result') execution = event.data.execution;
    else if (event.type === 'text-delta') said.push(event.delta);
  }
  return execution ?? said.join('');
}

/** What `useChat` posts with the answer to an approval. */
export const answerTo = ({ id, action }: Preview, { sessionId, approvalId }: Approval, approved: boolean) => {
  const call = { type: 'dynamic-tool', toolName: action, toolCallId: id, input: {}, state: 'approval-responded' };
  const parts = [{ ...call, approval: { id: approvalId, approved } }];
  return { id: sessionId, messages: [{ id: 'answer', role: 'assistant', parts }] };
};

const mayHaveHappened = (id: string, why: string) =>
  `It may have happened (${why}) \`relay chat --confirm ${id}\` tells, and sends nothing twice.`;

export const outcomeOf = ({ status }: Pick<Execution, 'status'>): Outcome => {
  if (status === 'succeeded') return 'done';
  return status === 'failed' ? 'failed' : 'unknown';
};

const isOpen = (error: RelayError): boolean =>
  [AbortError, ConnectionError, ServerError, StreamError].some((one) => error instanceof one);
