import { sign } from 'node:crypto';
import type { AuditCheckpoint, AuditPublicKey } from '../../generated/types.js';
import type { Sealer } from '../../platform/crypto/index.js';
import { type Db, inBatches, inTransaction } from '../../platform/db/index.js';
import { faultPoint } from '../../platform/fault-points.js';
import { newId } from '../../platform/ids.js';
import { insertCheckpoints, type SignableHead, takeDueHeads, takeHead } from './audit.checkpoints.repository.js';
import { signedPart } from './audit.hash.js';
import { currentKey, listKeys, type SigningKey } from './audit.keys.js';

/** A chain that grows is signed once in so many seconds, whatever the number of processes. */
const SIGN_AFTER_SECONDS = 30;
const BATCH = 100;

/** Signs the heads of chains: whoever keeps a checkpoint elsewhere can show later that the chain below it was cut or rewritten. */
export class Signer {
  constructor(private readonly deps: { db: Db; sealer: Sealer }) {}

  /** Signs every head that has grown and was not signed lately; returns how many. */
  async signDue(): Promise<number> {
    const key = await this.openKey(); // not within the transaction, which would wait for a second connection
    const signSome = (size: number) =>
      inTransaction(this.deps.db, async (transaction) => {
        const heads = await takeDueHeads(transaction, SIGN_AFTER_SECONDS, size);
        if (heads.length > 0) faultPoint('audit.before-checkpoint');
        if (heads.length > 0) await insertCheckpoints(transaction, checkpointsOf(key, heads));
        return heads.length;
      });
    return inBatches(signSome, BATCH);
  }

  /** Signs the workspace's head as it stands; undefined when nothing is chained yet. */
  async signHead(workspaceId: string): Promise<AuditCheckpoint | undefined> {
    const key = await this.openKey();
    return inTransaction(this.deps.db, async (transaction) => {
      const head = await takeHead(transaction, workspaceId);
      if (!head) return undefined;
      const checkpoints = checkpointsOf(key, [head]);
      await insertCheckpoints(transaction, checkpoints);
      return checkpoints[0];
    });
  }

  async publicKeys(): Promise<AuditPublicKey[]> {
    await this.openKey();
    return (await listKeys(this.deps.db)).map(({ id, public_key }) => ({ id, publicKey: public_key }));
  }

  /** Read each time: an operator may have rotated it. */
  private openKey(): Promise<SigningKey> {
    return currentKey(this.deps.db, this.deps.sealer);
  }
}

function checkpointsOf({ id: keyId, privateKey }: SigningKey, heads: SignableHead[]): AuditCheckpoint[] {
  return heads.map((head) => {
    const unsigned = { ...head, keyId };
    return {
      id: newId('acp'),
      ...unsigned,
      signature: sign(null, signedPart(unsigned), privateKey).toString('base64'),
    };
  });
}
