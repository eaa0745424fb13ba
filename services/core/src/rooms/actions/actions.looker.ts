// Looks at a provider, for a read or before a plan. It changes nothing there, whatever an adapter asks for.
import type { ExecutionError } from '../../generated/types.js';
import { clockFrom } from '../../platform/clock.js';
import { faultPoint } from '../../platform/fault-points.js';
import {
  type ActionDefinition,
  type Answer,
  type Looking,
  type LookRequest,
  ProviderFailure,
  retryAfterMs,
} from '../../providers/index.js';
import type { UsableConnection } from '../connections/index.js';
import { pauseAfter } from './actions.attempts.js';
import { resultOf, whyUnsafe } from './actions.looks.js';
import type { SendTime, Transmitter } from './actions.transmitter.js';

/** How many requests of one step are under way together: what else the connection does needs room, too. */
const MOST_AT_ONCE = 5;
/** A look may be repeated without harm. */
const MOST_ATTEMPTS = 3;
const PASSING = [429, 502, 503, 504];

export interface LookerDeps {
  transmitter: Transmitter;
  /** For all requests of a look together, in milliseconds. */
  deadlineMs: number;
  pause: (milliseconds: number) => Promise<void>;
}

/** Whose look it is, and through which connection. */
export interface Look {
  workspaceId: string;
  action: ActionDefinition;
  connection: UsableConnection | undefined;
  /** By the database's clock. */
  now: Date;
  /** Aborts when nobody waits for it any more: nothing more is asked then. */
  signal?: AbortSignal | undefined;
}

/** What was found, or why nothing was; `sent` is whether the provider was asked at all. */
export type Looked<T> = ({ found: T } | { error: ExecutionError }) & { sent: boolean };

/** A look that is under way. */
interface Course extends SendTime {
  workspaceId: string;
  action: ActionDefinition;
  connectionId: string | null;
  signal: AbortSignal | undefined;
  /** Whether the provider was asked at all. */
  sent: boolean;
}

/** Carries an error out of the requests of a step. */
class Stopped extends Error {
  constructor(readonly error: ExecutionError) {
    super(error.detail);
  }
}

export class Looker {
  constructor(private readonly deps: LookerDeps) {}

  /** Runs a look to its end. Throws PlanError, the signal's reason, and what is a bug of an adapter. */
  async run<T>(looking: Looking<T>, { workspaceId, action, connection, now, signal }: Look): Promise<Looked<T>> {
    const { transmitter, deadlineMs } = this.deps;
    const connectionId = connection?.id ?? null;
    const time = { endsAt: performance.now() + deadlineMs, now: clockFrom(now) };
    const course: Course = { workspaceId, action, connectionId, signal, ...time, sent: false };
    if (connection) transmitter.holdUntil(connection, now);
    try {
      for (let answers: Answer[] = []; ; ) {
        const step = await looking.next(answers);
        if (step.done) return { found: step.value, sent: course.sent };
        answers = await this.ask(step.value, course);
        faultPoint('look.after-step');
      }
    } catch (error) {
      if (error instanceof Stopped) return { error: error.error, sent: course.sent };
      if (!(error instanceof ProviderFailure)) throw error;
      if (error.kind === 'rate_limited' && connectionId !== null)
        await transmitter.throttle(workspaceId, connectionId, error.error.retryAfterMs);
      return { error: error.error, sent: course.sent };
    }
  }

  /** The answers to the requests of one step, in their order. */
  private async ask(requests: LookRequest[], course: Course): Promise<Answer[]> {
    const unsafe = requests.map(whyUnsafe).find((reason) => reason !== undefined);
    if (unsafe) throw new Error(`${course.action.id}: ${unsafe}`);
    const answers: Answer[] = [];
    const left = [...requests.entries()];
    const worker = async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        const [index, request] = next;
        answers[index] = await this.askOne(request, course).catch((error) => {
          left.length = 0; // the others would be asked in vain
          throw error;
        });
      }
    };
    await Promise.all(Array.from({ length: Math.min(MOST_AT_ONCE, requests.length) }, worker));
    return answers;
  }

  private async askOne(request: LookRequest, course: Course): Promise<Answer> {
    const { workspaceId, action, connectionId, endsAt } = course;
    const { transmitter, pause } = this.deps;
    for (let attempt = 1; ; attempt++) {
      course.signal?.throwIfAborted();
      const transmission = { workspaceId, action, connectionId, request, webhookSecrets: [] };
      const { result, sent } = await transmitter.transmit(transmission, course);
      course.sent ||= sent > 0;
      if (result.kind === 'refused') throw new Stopped(result.error);
      transmitter.count(action, resultOf(result));
      const answered = result.kind === 'answered';
      const isPassing = answered ? PASSING.includes(result.status) : result.kind === 'no_reply' || result.retryable;
      const wait =
        isPassing && attempt < MOST_ATTEMPTS ? this.waitAfter(answered ? result : undefined, attempt) : undefined;
      if (wait === undefined || performance.now() + wait >= endsAt) {
        if (answered) return result;
        throw new Stopped(notAnswered(result));
      }
      if (answered && result.status === 429 && connectionId !== null)
        await transmitter.throttle(workspaceId, connectionId, wait);
      await pause(wait);
    }
  }

  private waitAfter(answer: Answer | undefined, attempt: number): number | undefined {
    return pauseAfter(answer && retryAfterMs(answer), attempt, Math.random);
  }
}

/** Nothing is in doubt after a look, so it is told apart from the failures of a write. */
const notAnswered = ({ code, detail }: { code: string; detail: string }): ExecutionError => ({
  code: code === 'timeout' || code === 'connect_timeout' ? 'provider_timeout' : 'provider_unavailable',
  detail: detail.replace(/; (the request may have arrived|nothing was sent)\.$/, '.'),
  retryable: code !== 'address_blocked',
});
