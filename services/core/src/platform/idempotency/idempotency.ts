import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Sealer } from '../crypto/index.js';
import { brokenConstraint, type Db, inTransaction } from '../db/index.js';
import { faultPoint } from '../fault-points.js';
import { keyInFlight, keyReused } from './idempotency.errors.js';
import {
  deleteExpired,
  deleteTaken,
  findKept,
  insertKept,
  insertTaken,
  type Taken,
  updateTaken,
} from './idempotency.repository.js';

export const KEY_CONSTRAINT = 'idempotency_keys_pkey';

/** Longer than anything that takes a key may run. */
const TAKEN_MINUTES = 5;

/** One request of one operation, as far as idempotency goes. */
export interface IdempotentCall {
  workspaceId: string;
  operation: string;
  /** The client's Idempotency-Key, if it sent one. */
  key: string | undefined;
  /** All that makes the request this one: its path parameters and its body. */
  request: unknown;
  /** Whether the reply shows a secret: then it is kept sealed. */
  showsSecret?: boolean;
}

export interface Replayable<T> {
  headers: { 'Idempotent-Replayed'?: 'true' };
  body: T;
}

const fresh = <T>(body: T): Replayable<T> => ({ headers: {}, body });

/** The same key, operation and canonical body answers the same reply; keys of other workspaces never meet. */
export class Idempotency {
  constructor(private readonly deps: { db: Db; sealer: Sealer }) {}

  /**
   * Runs `work` in one transaction that also keeps its reply. Of two requests with one key, the second waits for the first at the
   * key's row, is undone, and answers the kept reply. A refusal undoes everything and leaves the key free.
   */
  async once<T>(call: IdempotentCall, work: (transaction: Db) => Promise<T>): Promise<Replayable<T>> {
    if (call.key === undefined) return fresh(await inTransaction(this.deps.db, work));
    try {
      const reply = await inTransaction(this.deps.db, async (transaction) => {
        const body = await work(transaction);
        faultPoint('idempotency.before-keep');
        await this.insert(transaction, call, body);
        faultPoint('idempotency.before-commit');
        return fresh(body);
      });
      faultPoint('idempotency.after-commit');
      return reply;
    } catch (error) {
      const kept = await this.replay<T>(call);
      if (kept) return kept;
      if (await this.freed(call, error)) return this.once(call, work);
      throw error;
    }
  }

  /** The kept reply of this call, if there is one; throws when the key belongs to another request or its first one still runs. */
  async replay<T>(call: IdempotentCall): Promise<Replayable<T> | undefined> {
    const kept = call.key === undefined ? undefined : await findKept(this.deps.db, call.workspaceId, call.key);
    if (!kept) return undefined;
    if (kept.operation !== call.operation || !kept.requestHash.equals(hashOf(call))) throw keyReused();
    if (kept.reply === undefined) throw keyInFlight();
    const text = kept.sealed ? this.deps.sealer.open(kept.reply, placeOf(call)) : kept.reply;
    return { headers: { 'Idempotent-Replayed': 'true' }, body: JSON.parse(text) as T };
  }

  /** Keeps a reply that was not made in a transaction of its own; another request's reply that is there already stays. */
  async keep<T>(call: IdempotentCall, body: T): Promise<Replayable<T>> {
    if (call.key === undefined) return fresh(body);
    try {
      await this.insert(this.deps.db, call, body);
      faultPoint('idempotency.after-keep');
      return fresh(body);
    } catch (error) {
      if (brokenConstraint(error) !== KEY_CONSTRAINT) throw error;
      if (await this.freed(call, error)) return this.keep(call, body);
      return (await this.replay<T>(call)) ?? fresh(body);
    }
  }

  /**
   * Runs work that is no transaction, such as one that asks providers. The key is taken first: another request with it meanwhile is
   * told that the first one is under way.
   */
  async exclusively<T>(call: IdempotentCall, work: () => Promise<T>): Promise<Replayable<T>> {
    if (call.key === undefined) return fresh(await work());
    const kept = await this.replay<T>(call);
    if (kept) return kept;
    const { db } = this.deps;
    const { workspaceId, operation, key, showsSecret: sealed = false } = call;
    let taken: Taken;
    try {
      taken = await insertTaken(db, { workspaceId, operation, key, sealed, requestHash: hashOf(call) }, TAKEN_MINUTES);
    } catch (error) {
      if (brokenConstraint(error) !== KEY_CONSTRAINT) throw error;
      await this.freed(call, error);
      return this.exclusively(call, work);
    }
    try {
      const body = await work();
      await updateTaken(db, taken, this.toKept(call, body));
      return fresh(body);
    } catch (error) {
      await deleteTaken(db, taken);
      throw error;
    }
  }

  /** Whether `error` came from a key whose time is over, and the key is free now. */
  async freed(call: IdempotentCall, error: unknown): Promise<boolean> {
    if (call.key === undefined || brokenConstraint(error) !== KEY_CONSTRAINT) return false;
    const isFree = await deleteExpired(this.deps.db, call.workspaceId, call.key);
    faultPoint('idempotency.after-free');
    return isFree;
  }

  private async insert(db: Db, call: IdempotentCall, body: unknown): Promise<void> {
    const { workspaceId, operation, showsSecret: sealed = false } = call;
    const reply = this.toKept(call, body);
    await insertKept(db, { workspaceId, key: call.key!, operation, requestHash: hashOf(call), reply, sealed });
  }

  private toKept(call: IdempotentCall, body: unknown): string {
    const text = JSON.stringify(body);
    return call.showsSecret ? this.deps.sealer.seal(text, placeOf(call)) : text;
  }
}

/** SHA-256 over the operation and the canonical request (RFC 8785): spaces and the order of fields do not matter. */
export const hashOf = ({ operation, request }: IdempotentCall): Buffer =>
  createHash('sha256').update(operation).update('\n').update(canonicalize(request)!).digest();

const placeOf = ({ workspaceId, key }: IdempotentCall) => ['idempotency_keys', workspaceId, key!];
