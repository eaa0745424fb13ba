import type { Knex } from 'knex';

// json, not jsonb, for what a caller gave: it keeps the bytes, and it can hold \u0000.
export const up = (db: Knex) =>
  db.schema.raw(`
    create table previews (
      workspace_id text not null,
      id text not null,
      status text not null default 'ready',
      action text not null,
      action_version text not null,
      effect_class text not null,
      connection_id text,
      undo_of text,
      summary text not null,
      input json not null,
      request json not null,
      sealed text,
      warnings json not null,
      digest text not null,
      previewed_by text not null,
      execution_id text,
      expires_at timestamptz not null,
      created_at timestamptz not null default now(),
      constraint previews_pkey primary key (workspace_id, id),
      constraint previews_workspace_fkey foreign key (workspace_id) references workspaces (id),
      constraint previews_status_check check (status in ('ready', 'executed', 'discarded')),
      constraint previews_executed_check check ((status = 'executed') = (execution_id is not null))
    );
    create table executions (
      workspace_id text not null,
      id text not null,
      preview_id text,
      action text not null,
      status text not null default 'running',
      effect_class text not null,
      output json,
      error json,
      undoable boolean not null default false,
      attempts integer not null default 0,
      confirmed_by text not null,
      lease_expires_at timestamptz,
      started_at timestamptz not null default now(),
      finished_at timestamptz,
      constraint executions_pkey primary key (workspace_id, id),
      constraint executions_preview_key unique (workspace_id, preview_id),
      constraint executions_status_check check (status in ('running', 'succeeded', 'failed', 'outcome_unknown')),
      constraint executions_settled_check check ((status = 'running') = (finished_at is null))
    );
    create index executions_by_action on executions (workspace_id, action, id desc);
    create index executions_by_status on executions (workspace_id, status, id desc);
    create index executions_leases on executions (lease_expires_at) where status = 'running';
  `);

export const down = (db: Knex) => db.schema.raw('drop table executions; drop table previews;');
