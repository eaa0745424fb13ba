import type { Knex } from 'knex';

export const up = (db: Knex) =>
  db.schema.raw(`
    create table idempotency_keys (
      workspace_id text not null,
      key text not null,
      operation text not null,
      request_hash bytea not null,
      -- The execution whose settlement writes the reply; null for operations that are one transaction.
      execution_id text,
      -- Null while the first request is under way; sealed when it shows a secret.
      reply text,
      sealed boolean not null default false,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null default now() + interval '24 hours',
      constraint idempotency_keys_pkey primary key (workspace_id, key),
      constraint idempotency_keys_workspace_fkey foreign key (workspace_id) references workspaces (id),
      constraint idempotency_keys_reply_check check (reply is not null or execution_id is not null)
    );
    create index idempotency_keys_expired on idempotency_keys (expires_at);
    alter table executions add column idempotency_key text;
    alter table previews add column purged_at timestamptz;
    create index previews_by_age on previews (created_at) where purged_at is null;
  `);

export const down = (db: Knex) =>
  db.schema.raw(`
    alter table previews drop column purged_at;
    alter table executions drop column idempotency_key;
    drop table idempotency_keys;
  `);
