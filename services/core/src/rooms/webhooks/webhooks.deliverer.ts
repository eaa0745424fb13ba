import { faultPoint } from '../../platform/fault-points.js';
import { type ClaimedDelivery, claimDeliveries } from './webhooks.claims.repository.js';
import { Sender, type SenderDeps } from './webhooks.sender.js';

/** Attempts at once: all of them, those at one endpoint. */
const MOST = 50;
const MOST_PER_ENDPOINT = 5;
/** How long an attempt may take, in milliseconds; its lease ends later than that, by the margin, in seconds. */
const DEADLINE_MS = 15_000;
const LEASE_MARGIN_SECONDS = 45;
const POLL_MS = 500;
/** The pause after the database did not answer. */
const RECOVER_MS = 5_000;

export interface DelivererDeps extends Pick<SenderDeps, 'db' | 'sealer' | 'outbound' | 'log' | 'metrics'> {
  deadlineMs?: number;
  /** The clock of a test; otherwise the database's counts. */
  now?: (() => Date) | undefined;
  random?: () => number;
}

/**
 * Sends what is due in the outbox, at least once and in no promised order. Any number of processes do it at the same time: a
 * claim leases a delivery before it is sent, and a process that dies loses its leases to the others.
 */
export class WebhookDeliverer {
  private readonly sender: Sender;
  private readonly leaseSeconds: number;
  /** What this process is sending, with the endpoint of each. */
  private readonly inFlight = new Map<Promise<void>, string>();
  private running: Promise<void> | undefined;
  private stopping = false;
  private woken = false;
  private endRest: () => void = () => {};

  constructor(private readonly deps: DelivererDeps) {
    const { deadlineMs = DEADLINE_MS, now, random = Math.random } = deps;
    this.sender = new Sender({ ...deps, deadlineMs, now, random });
    this.leaseSeconds = deadlineMs / 1000 + LEASE_MARGIN_SECONDS;
  }

  start(): void {
    this.stopping = false;
    this.running ??= this.run();
  }

  /** Resolves when the attempts that are under way have ended; no new ones begin. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
    this.running = undefined;
    await Promise.all(this.inFlight.keys());
  }

  /** Looks for due deliveries now, not at the next poll. */
  wake(): void {
    this.woken = true;
    this.endRest();
  }

  /** Attempts what is due now, as much of it as may be attempted at once; returns how many attempts were made. */
  async deliverOnce(): Promise<number> {
    const attempts = await this.begin();
    await Promise.all(attempts);
    return attempts.length;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.woken = false;
      try {
        const { length } = await this.begin();
        if (length === 0 && !this.woken) await this.rest(POLL_MS);
      } catch (err) {
        this.deps.log.error({ err }, 'due webhook deliveries could not be claimed; trying again in a moment');
        if (!this.stopping) await this.rest(RECOVER_MS);
      }
    }
  }

  /** Claims what there is room for and begins to send it. */
  private async begin(): Promise<Array<Promise<void>>> {
    const most = MOST - this.inFlight.size;
    if (most === 0) return [];
    const { db, now } = this.deps;
    const { leaseSeconds } = this;
    const busy = [...this.inFlight.values()];
    const limits = { leaseSeconds, most, mostPerEndpoint: MOST_PER_ENDPOINT, busy };
    const claimed = await claimDeliveries(db, now?.(), limits);
    if (claimed.length > 0) faultPoint('webhooks.after-claim');
    return claimed.map((delivery) => this.track(delivery));
  }

  private track(delivery: ClaimedDelivery): Promise<void> {
    const attempt = this.sender
      .send(delivery)
      .catch((err) => {
        // What became of it is not known to the database: the lease ends, and it is sent again.
        this.deps.log.error({ err, deliveryId: delivery.id }, 'a webhook delivery could not be settled');
      })
      .finally(() => {
        this.inFlight.delete(attempt);
        this.wake(); // there is room for another one
      });
    this.inFlight.set(attempt, delivery.endpointId);
    return attempt;
  }

  private rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
