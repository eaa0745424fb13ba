import type { Knex } from 'knex';

export const up = (db: Knex) =>
  db.schema.raw(`
    alter table executions add column purged_at timestamptz;
    -- What was kept of executions whose previews are purged already.
    update executions e set output = null, purged_at = p.purged_at from previews p
      where p.workspace_id = e.workspace_id and p.execution_id = e.id and p.purged_at is not null;
    create index webhook_deliveries_by_age on webhook_deliveries (created_at) where status <> 'pending';
  `);

export const down = (db: Knex) =>
  db.schema.raw(`
    drop index webhook_deliveries_by_age;
    alter table executions drop column purged_at;
  `);
