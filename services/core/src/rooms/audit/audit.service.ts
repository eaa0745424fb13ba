import type { Context } from '../../contract/replies.js';
import type { AuditApi, AuditListInput } from '../../generated/api.js';
import type { AuditEventPage } from '../../generated/types.js';
import type { Db } from '../../platform/db/index.js';
import { readCursor, toPage } from '../../platform/page.js';
import { listAuditEvents } from './audit.repository.js';

export class AuditService implements AuditApi {
  constructor(private readonly deps: { db: Db }) {}

  async list({ cursor, limit, ...filter }: AuditListInput, { principal }: Context): Promise<AuditEventPage> {
    const page = { ...filter, before: readCursor(cursor), limit: limit + 1 };
    return toPage(await listAuditEvents(this.deps.db, principal.workspaceId, page), limit);
  }
}
