import type { Knex } from 'knex';

export const up = (db: Knex) =>
  db.schema.raw(`
    create table chat_sessions (
      workspace_id text not null,
      id text not null,
      -- Whose it is: nobody else sees it.
      principal_id text not null,
      -- What the client calls it, if it has a name of its own for it.
      client_id text,
      sealed_title text not null,
      time_zone text not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint chat_sessions_pkey primary key (workspace_id, id),
      constraint chat_sessions_client_key unique (workspace_id, principal_id, client_id),
      constraint chat_sessions_workspace_fkey foreign key (workspace_id) references workspaces (id)
    );

    create table chat_messages (
      workspace_id text not null,
      session_id text not null,
      id text not null,
      role text not null,
      status text not null,
      -- What people write may hold secrets.
      sealed text not null,
      execution_ids text[] not null default '{}',
      created_at timestamptz not null default now(),
      constraint chat_messages_pkey primary key (workspace_id, id),
      constraint chat_messages_session_fkey foreign key (workspace_id, session_id)
        references chat_sessions (workspace_id, id) on delete cascade,
      constraint chat_messages_role_check check (role in ('user', 'assistant')),
      constraint chat_messages_status_check check (status in ('running', 'finished', 'stopped', 'failed'))
    );
    create index chat_messages_by_session on chat_messages (workspace_id, session_id, id);
    create index chat_messages_by_age on chat_messages (created_at);

    create table chat_suggestions (
      workspace_id text not null,
      session_id text not null,
      -- The message that shows it as it is now. It may be gone: what waits for an approval outlives it.
      message_id text not null,
      id text not null,
      engine text not null,
      action text not null,
      status text not null,
      -- The input, and what is told about it.
      sealed text not null,
      connection_id text,
      preview_id text,
      digest text,
      -- SHA-256 of the approval's id: the id itself is only in the stream that asked for the approval.
      approval_hash text,
      execution_id text,
      -- When the message came that it was first made of.
      asked_at timestamptz not null,
      constraint chat_suggestions_pkey primary key (workspace_id, id),
      constraint chat_suggestions_session_fkey foreign key (workspace_id, session_id)
        references chat_sessions (workspace_id, id) on delete cascade,
      constraint chat_suggestions_status_check
        check (status in ('asking', 'waiting', 'ready', 'confirmed', 'declined', 'replaced', 'done')),
      constraint chat_suggestions_ready_check check (status <> 'ready' or num_nulls(preview_id, digest, approval_hash) = 0)
    );
    create index chat_suggestions_by_age on chat_suggestions (asked_at);
    create index chat_suggestions_by_session on chat_suggestions (workspace_id, session_id, id);
    create unique index chat_suggestions_by_approval on chat_suggestions (workspace_id, approval_hash) where approval_hash is not null;

    -- A key can be taken by what runs for a while and is no execution.
    alter table idempotency_keys drop constraint idempotency_keys_reply_check;
  `);

export const down = (db: Knex) =>
  db.schema.raw(`
    delete from idempotency_keys where reply is null and execution_id is null;
    alter table idempotency_keys add constraint idempotency_keys_reply_check check (reply is not null or execution_id is not null);
    drop table chat_suggestions;
    drop table chat_messages;
    drop table chat_sessions;
  `);
