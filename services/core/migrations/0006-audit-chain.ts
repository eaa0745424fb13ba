import type { Knex } from 'knex';

// Events are inserted without a place and soon moved into the chain. Each half is a partition of its own: the pending one stays small, and
// the chained one only ever grows at its end, so that neither needs a vacuum of a large table.
export const up = (db: Knex) =>
  db.schema.raw(`
    alter table audit_events rename to audit_events_before;
    alter table audit_events_before drop constraint audit_events_workspace_fkey;
    create table audit_events (
      workspace_id text not null,
      id text not null,
      type text not null,
      actor_id text not null,
      subject_id text not null,
      data json not null,
      request_id text,
      created_at timestamptz not null default now(),
      chained boolean not null default false,
      sequence bigint,
      previous_hash bytea,
      hash bytea,
      constraint audit_events_workspace_fkey foreign key (workspace_id) references workspaces (id),
      constraint audit_events_chained_check check (chained = (sequence is not null) and chained = (hash is not null)),
      constraint audit_events_sequence_check check (sequence > 0)
    ) partition by list (chained);
    create table audit_events_pending partition of audit_events (
      constraint audit_events_pending_pkey primary key (workspace_id, id)
    ) for values in (false)
      with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, vacuum_truncate = false);
    create table audit_events_chained partition of audit_events (
      constraint audit_events_chained_pkey primary key (workspace_id, id),
      constraint audit_events_chained_sequence_key unique (workspace_id, sequence)
    ) for values in (true);
    insert into audit_events (workspace_id, id, type, actor_id, subject_id, data, request_id, created_at)
      select workspace_id, id, type, actor_id, subject_id, data, request_id, created_at from audit_events_before;
    drop table audit_events_before;

    -- The head of each workspace's chain; whoever holds its lock may chain.
    create table audit_chains (
      workspace_id text not null,
      sequence bigint not null default 0,
      hash bytea,
      checkpoint_sequence bigint not null default 0,
      checkpoint_at timestamptz,
      constraint audit_chains_pkey primary key (workspace_id),
      constraint audit_chains_workspace_fkey foreign key (workspace_id) references workspaces (id),
      constraint audit_chains_hash_check check ((sequence = 0) = (hash is null))
    );
    create index audit_chains_unsigned on audit_chains (workspace_id) where sequence > checkpoint_sequence;

    -- One signing key for the deployment; the column current lets at most one row be it.
    create table audit_keys (
      id text not null,
      public_key text not null,
      sealed_private_key text not null,
      current boolean default true,
      created_at timestamptz not null default now(),
      constraint audit_keys_pkey primary key (id),
      constraint audit_keys_current_key unique (current),
      constraint audit_keys_current_check check (current)
    );
    create table audit_checkpoints (
      workspace_id text not null,
      id text not null,
      sequence bigint not null,
      hash bytea not null,
      key_id text not null,
      signature bytea not null,
      created_at timestamptz not null,
      constraint audit_checkpoints_pkey primary key (workspace_id, id),
      constraint audit_checkpoints_workspace_fkey foreign key (workspace_id) references workspaces (id),
      constraint audit_checkpoints_key_fkey foreign key (key_id) references audit_keys (id)
    );
    create index audit_checkpoints_by_sequence on audit_checkpoints (workspace_id, sequence);
  `);

export const down = (db: Knex) =>
  db.schema.raw(`
    drop table audit_checkpoints;
    drop table audit_keys;
    drop table audit_chains;
    alter table audit_events rename to audit_events_after;
    alter table audit_events_after drop constraint audit_events_workspace_fkey;
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
    insert into audit_events
      select workspace_id, id, type, actor_id, subject_id, data, request_id, created_at from audit_events_after;
    drop table audit_events_after;
  `);
