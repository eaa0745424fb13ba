import type { Db } from './database.js';

/**
 * Serialises changes that must see all of a workspace's rows of a kind; held until the transaction ends. Not `for update`: that
 * would make every insert wait whose foreign key names the workspace, which is every audit event.
 */
export async function lockWorkspace(db: Db, workspaceId: string): Promise<void> {
  await db('workspaces').where({ id: workspaceId }).forNoKeyUpdate().first('id');
}
