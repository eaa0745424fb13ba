import type { Sealer } from '../../platform/crypto/index.js';
import type { Db } from '../../platform/db/index.js';
import type { Logger } from '../../platform/log.js';

/** How long an answer is believed, in milliseconds. */
const BELIEVED_MS = 60_000;

export interface LostKey {
  name: string;
  connections: number;
}

/** Looks whether this process has the master key of every connection; what has none of them stays sealed, and the rest works. */
export class MasterKeyWatch {
  private lost: LostKey[] = [];
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly deps: { db: Db; sealer: Sealer; log: Logger; now?: () => number }) {}

  /** The master keys that seal connections and that this process does not have; looked up at most once a minute. */
  async lostKeys(): Promise<LostKey[]> {
    const now = (this.deps.now ?? (() => performance.now()))();
    if (now - this.lookedAt < BELIEVED_MS) return this.lost;
    this.lookedAt = now;
    const used = await listUsedKeys(this.deps.db);
    this.lost = used.filter(({ name }) => !this.deps.sealer.knows(name));
    for (const { name, connections } of this.lost)
      this.deps.log.error(
        { masterKey: name, connections },
        'connections are sealed with a master key that RELAY_MASTER_KEYS does not have; see docs/runbooks/lost-master-key.md',
      );
    return this.lost;
  }
}

async function listUsedKeys(db: Db): Promise<LostKey[]> {
  const { rows } = await db.raw(`
    select split_part(sealed_key, '.', 2) as name, count(*)::integer as connections
    from connections where sealed_key is not null group by 1 order by 1`);
  return rows;
}
