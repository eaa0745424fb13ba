// Who may send to a provider next: so many requests of one connection at a time, in their order, and none while the provider wants none.

export type Entry =
  | { kind: 'go'; leave(): void }
  /** There is no room before the caller's deadline; with what the provider asks to wait, if that is why. */
  | { kind: 'refused'; retryAfterMs: number | undefined };

interface Waiting {
  endsAt: number;
  timer: NodeJS.Timeout;
  answer(entry: Entry): void;
}

interface Lane {
  inFlight: number;
  /** As the latest one to enter has said. */
  most: number;
  /** Until when nothing is sent, by `performance.now()`. */
  heldUntil: number;
  waiting: Waiting[];
}

/** Each connection has a lane of its own: what waits in one delays no other. */
export class Governor {
  private readonly lanes = new Map<string, Lane>();

  /** How many connections have something under way, wait, or are held. */
  get size(): number {
    return this.lanes.size;
  }

  /** Waits for its turn among the `most` that are under way at once, up to `endsAt` (by `performance.now()`). Whoever may go must leave. */
  enter(connectionId: string, most: number, endsAt: number): Promise<Entry> {
    const lane = this.laneOf(connectionId);
    lane.most = most;
    return new Promise((answer) => {
      const waiting: Waiting = {
        endsAt,
        answer,
        timer: setTimeout(() => this.giveUp(connectionId, lane, waiting), Math.max(0, endsAt - performance.now())),
      };
      lane.waiting.push(waiting);
      this.advance(connectionId, lane);
    });
  }

  /** Sends nothing of this connection for so long; what cannot wait that long is refused at once. */
  hold(connectionId: string, milliseconds: number): void {
    const lane = this.laneOf(connectionId);
    const until = performance.now() + milliseconds;
    if (until <= lane.heldUntil) return;
    lane.heldUntil = until;
    const end = () => {
      if (lane.heldUntil === until) lane.heldUntil = 0; // else it was held for longer meanwhile
      this.advance(connectionId, lane);
    };
    setTimeout(end, milliseconds).unref(); // whoever waits has a timer that keeps the process alive
    this.advance(connectionId, lane);
  }

  private advance(connectionId: string, lane: Lane): void {
    if (lane.heldUntil > 0) {
      const retryAfterMs = Math.max(0, Math.round(lane.heldUntil - performance.now()));
      for (const late of lane.waiting.filter(({ endsAt }) => endsAt <= lane.heldUntil))
        this.take(lane, late).answer({ kind: 'refused', retryAfterMs });
      return;
    }
    while (lane.inFlight < lane.most && lane.waiting.length > 0) {
      lane.inFlight++;
      this.take(lane, lane.waiting[0]!).answer({ kind: 'go', leave: () => this.leave(connectionId, lane) });
    }
    // The timer of an earlier hold may come when this lane is gone, and another one is there.
    if (lane.inFlight === 0 && this.lanes.get(connectionId) === lane) this.lanes.delete(connectionId);
  }

  private leave(connectionId: string, lane: Lane): void {
    lane.inFlight--;
    this.advance(connectionId, lane);
  }

  private giveUp(connectionId: string, lane: Lane, waiting: Waiting): void {
    this.take(lane, waiting).answer({ kind: 'refused', retryAfterMs: undefined });
    this.advance(connectionId, lane);
  }

  private take(lane: Lane, waiting: Waiting): Waiting {
    lane.waiting.splice(lane.waiting.indexOf(waiting), 1);
    clearTimeout(waiting.timer);
    return waiting;
  }

  private laneOf(connectionId: string): Lane {
    const lane = this.lanes.get(connectionId) ?? { inFlight: 0, most: 1, heldUntil: 0, waiting: [] };
    this.lanes.set(connectionId, lane);
    return lane;
  }
}
