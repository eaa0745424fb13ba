import type { Knex } from 'knex';

export const up = (db: Knex) =>
  db.schema.raw(`
    create table api_keys (
      workspace_id text not null,
      id text not null,
      name text not null,
      role text not null,
      created_by text,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      revoked_at timestamptz,
      last_used_at timestamptz,
      constraint api_keys_pkey primary key (workspace_id, id),
      constraint api_keys_workspace_fkey foreign key (workspace_id) references workspaces (id),
      constraint api_keys_role_check check (role in ('viewer', 'developer', 'admin'))
    );
    -- A key keeps its id over rotations; while a rotation's grace lasts it has two secrets.
    create table api_key_secrets (
      lookup text not null,
      workspace_id text not null,
      api_key_id text not null,
      hint text not null,
      hash text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      constraint api_key_secrets_pkey primary key (lookup),
      constraint api_key_secrets_key_fkey foreign key (workspace_id, api_key_id) references api_keys (workspace_id, id)
    );
    create index api_key_secrets_by_key on api_key_secrets (workspace_id, api_key_id);
  `);

export const down = (db: Knex) => db.schema.raw('drop table api_key_secrets; drop table api_keys;');
