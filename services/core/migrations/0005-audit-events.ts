import type { Knex } from 'knex';

export const up = (db: Knex) =>
  db.schema.raw(`
    create table audit_events (
      workspace_id text not null,
      id text not null,
      type text not null,
      actor_id text not null,
      subject_id text not null,
      data json not null,
      request_id text,
      created_at timestamptz not null default now(),
      constraint audit_events_pkey primary key (workspace_id, id),
      constraint audit_events_workspace_fkey foreign key (workspace_id) references workspaces (id)
    );
  `);

export const down = (db: Knex) => db.schema.raw('drop table audit_events;');
