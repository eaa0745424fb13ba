import type { Context } from '../../contract/replies.js';
import type { Streamed } from '../../contract/streams.js';
import type { AuditApi, AuditCheckpointsInput, AuditExportInput, AuditListInput } from '../../generated/api.js';
import type { AuditCheckpointPage, AuditEventPage, AuditVerification } from '../../generated/types.js';
import type { Sealer } from '../../platform/crypto/index.js';
import type { Db } from '../../platform/db/index.js';
import { readCursor, toPage } from '../../platform/page.js';
import type { Chainer } from './audit.chainer.js';
import { findFarthestCheckpoint, listCheckpoints } from './audit.checkpoints.repository.js';
import { workspaceNotFound } from './audit.errors.js';
import { exportText } from './audit.export.js';
import { FORMATS, type Format } from './audit.formats.js';
import { actorOf, recordAudit } from './audit.recorder.js';
import { listAuditEvents } from './audit.repository.js';
import type { Signer } from './audit.signer.js';
import { verifyChain } from './audit.verification.js';

export interface AuditDeps {
  db: Db;
  sealer: Sealer;
  chainer: Chainer;
  signer: Signer;
}

export class AuditService implements AuditApi {
  constructor(private readonly deps: AuditDeps) {}

  async list(input: AuditListInput, { principal }: Context): Promise<AuditEventPage> {
    const { cursor, limit, workspaceId = principal.workspaceId, ...filter } = input;
    if (workspaceId !== principal.workspaceId) throw workspaceNotFound();
    const page = { before: readCursor(cursor), limit: limit + 1 };
    return toPage(await listAuditEvents(this.deps.db, workspaceId, filter, page), limit);
  }

  async export(input: AuditExportInput, context: Context): Promise<Streamed<Format['mediaType'], object>> {
    const { db, chainer, signer } = this.deps;
    const { principal, signal } = context;
    const { format: name, cursor, workspaceId = principal.workspaceId, ...filter } = input;
    if (workspaceId !== principal.workspaceId) throw workspaceNotFound();
    await recordAudit(db, actorOf(context), 'audit.exported', workspaceId, { format: name, ...filter, cursor });
    await chainer.chain(workspaceId); // so that an export tells of itself, as a rule
    const farthest = await findFarthestCheckpoint(db, workspaceId);
    const head = await signer.signHead(workspaceId);
    const upTo = head?.sequence ?? 0;
    // A checkpoint of before that signs more than there is: the export must show that the chain was cut off.
    const beyond = farthest && farthest.sequence > upTo ? farthest : undefined;
    const heads = [head, beyond].filter((checkpoint) => checkpoint !== undefined);
    const stretch = { workspaceId, filter, after: Number(cursor ?? 0), upTo, signal };
    const format = FORMATS[name]();
    const fileName = `relay-audit-${workspaceId}-${new Date().toISOString().slice(0, 10)}.${name}`;
    return {
      contentType: format.mediaType,
      headers: { 'Content-Disposition': `attachment; filename="${fileName}"` },
      chunks: exportText(db, { stretch, format, heads, publicKeys: await signer.publicKeys() }),
    };
  }

  async verify(_: object, { principal, signal }: Context): Promise<AuditVerification> {
    return verifyChain(this.deps.db, this.deps.sealer, principal.workspaceId, signal);
  }

  async checkpoints({ cursor, limit }: AuditCheckpointsInput, { principal }: Context): Promise<AuditCheckpointPage> {
    const { db, signer } = this.deps;
    const page = { before: readCursor(cursor), limit: limit + 1 };
    const checkpoints = await listCheckpoints(db, principal.workspaceId, page);
    return { ...toPage(checkpoints, limit), publicKeys: await signer.publicKeys() };
  }
}
