import { type Db, inTransaction } from '../../platform/db/index.js';
import { faultPoint } from '../../platform/fault-points.js';
import { every, type Loop } from '../../platform/jobs/index.js';
import type { Logger } from '../../platform/log.js';
import { type Head, listPendingRows, listPendingWorkspaces, lockHead, placeAfter } from './audit.chain.repository.js';
import { hashOf } from './audit.hash.js';
import { type AuditEventRow, toAuditEvent } from './audit.schema.js';
import type { Signer } from './audit.signer.js';

/** Between two looks for pending events: with the work itself, how long an event is without a place. */
const CHAIN_EVERY_MS = 250;
const SIGN_EVERY_MS = 5_000;
/** Bounds how long the event loop and the head's lock are held. */
const BATCH = 500;
const MOST_WORKSPACES = 1_000;

export interface ChainerDeps {
  db: Db;
  signer: Signer;
  log: Logger;
}

/**
 * Gives committed events their places in their workspace's chain. Changes insert their events without one, so that no two changes wait for
 * each other; any number of processes may chain at once.
 */
export class Chainer {
  private loop: Loop | undefined;
  private stopped = false;

  constructor(private readonly deps: ChainerDeps) {}

  start(): void {
    let signedAt = Number.NEGATIVE_INFINITY;
    this.loop = every(CHAIN_EVERY_MS, 'the audit chainer', this.deps.log, async () => {
      let chained: number;
      do {
        chained = await this.chainOnce();
        // Within the loop: a backlog that takes minutes is signed meanwhile.
        if (performance.now() - signedAt >= SIGN_EVERY_MS) {
          await this.deps.signer.signDue();
          signedAt = performance.now();
        }
      } while (chained >= BATCH && !this.stopped);
    });
  }

  /** Ends the loop, and chains once more what is pending now. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.loop?.stop();
    await this.chainOnce().catch((err) => this.deps.log.warn({ err }, 'some audit events wait for the next start'));
  }

  /** Chains up to one batch of every workspace that has something pending; returns how many events that were. */
  async chainOnce(): Promise<number> {
    let chained = 0;
    for (const workspaceId of await listPendingWorkspaces(this.deps.db, MOST_WORKSPACES)) {
      chained += await this.chain(workspaceId);
      faultPoint('audit.after-commit');
    }
    return chained;
  }

  /** Chains one batch of one workspace; nothing while another process does, or when it fails: the others must still be chained. */
  async chain(workspaceId: string): Promise<number> {
    try {
      return await inTransaction(this.deps.db, async (transaction) => {
        const head = await lockHead(transaction, workspaceId);
        if (!head) return 0;
        const rows = await listPendingRows(transaction, workspaceId, BATCH);
        faultPoint('audit.before-place');
        if (rows.length > 0) await placeAfter(transaction, workspaceId, head, link(head, rows));
        faultPoint('audit.before-commit');
        return rows.length;
      });
    } catch (err) {
      this.deps.log.error({ err, workspaceId }, 'audit events could not be chained');
      return 0;
    }
  }
}

/** The events' ids with their hashes, as the ones after the head. */
function link(head: Head, rows: AuditEventRow[]): Array<{ id: string; hash: string }> {
  let { sequence, hash } = head;
  return rows.map((row) => {
    sequence += 1;
    hash = hashOf({ ...toAuditEvent(row), sequence, previousHash: hash });
    return { id: row.id, hash };
  });
}
