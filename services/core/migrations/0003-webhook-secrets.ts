import type { Knex } from 'knex';

export const up = (db: Knex) =>
  db.schema.raw(`
    create table webhook_secrets (
      workspace_id text not null,
      id text not null,
      sealed text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      constraint webhook_secrets_pkey primary key (workspace_id, id),
      constraint webhook_secrets_workspace_fkey foreign key (workspace_id) references workspaces (id)
    );
    create unique index webhook_secrets_current on webhook_secrets (workspace_id) where expires_at is null;
  `);

export const down = (db: Knex) => db.schema.raw('drop table webhook_secrets;');
