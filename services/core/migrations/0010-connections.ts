import type { Knex } from 'knex';

export const up = (db: Knex) =>
  db.schema.raw(`
    create table provider_configurations (
      workspace_id text not null,
      provider text not null,
      client_id text not null,
      sealed_client_secret text,
      tenant text,
      scopes json not null,
      consent json not null,
      updated_at timestamptz not null default now(),
      constraint provider_configurations_pkey primary key (workspace_id, provider),
      constraint provider_configurations_workspace_fkey foreign key (workspace_id) references workspaces (id)
    );

    create table connections (
      workspace_id text not null,
      id text not null,
      provider text not null,
      status text not null default 'pending',
      reason text,
      account_id text,
      account_name text,
      scopes text[] not null default '{}',
      -- The tokens are sealed with a key of this connection, and that key with the master key.
      sealed_key text,
      sealed_tokens text,
      -- The OAuth client that they were given to.
      client_id text,
      -- When the provider gave them, and until when the access token works; null where it works until it is revoked.
      tokens_at timestamptz,
      token_expires_at timestamptz,
      -- Counts every change of the tokens: who refreshes an older version changes nothing.
      version integer not null default 0,
      -- Whoever refreshes holds it; a process that died loses it to the others.
      refresh_lease_expires_at timestamptz,
      refresh_failures integer not null default 0,
      next_refresh_at timestamptz,
      throttled_until timestamptz,
      created_by text not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint connections_pkey primary key (workspace_id, id),
      constraint connections_workspace_fkey foreign key (workspace_id) references workspaces (id),
      constraint connections_status_check check (status in ('pending', 'active', 'degraded', 'expired', 'revoked')),
      constraint connections_tokens_check check (num_nulls(sealed_tokens, sealed_key, client_id) in (0, 3)),
      constraint connections_active_check check (status not in ('active', 'degraded') or (sealed_tokens is not null and account_id is not null)),
      constraint connections_revoked_check check (status <> 'revoked' or (sealed_tokens is null and account_id is null))
    );
    create index connections_by_provider on connections (workspace_id, provider, id desc);
    create index connections_due on connections (provider, next_refresh_at) where next_refresh_at is not null;
    create index connections_revoked on connections (updated_at) where status = 'revoked';

    create table authorizations (
      -- SHA-256 of the state: the state itself is only in the link, and with the provider.
      state_hash text not null,
      workspace_id text not null,
      connection_id text not null,
      principal_id text not null,
      -- The OAuth client that consent is asked for.
      client_id text not null,
      scopes text[] not null,
      -- The code verifier and the nonce; null once a browser has come back with this state, which it may once.
      sealed text,
      return_url text,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      constraint authorizations_pkey primary key (state_hash),
      constraint authorizations_connection_fkey foreign key (workspace_id, connection_id)
        references connections (workspace_id, id) on delete cascade
    );
    create index authorizations_by_connection on authorizations (workspace_id, connection_id);
    create index authorizations_expired on authorizations (expires_at);

    alter table executions add column connection_id text;
    -- Whose account the connection was when it was previewed: a confirm must find the same.
    alter table previews add column account_id text;
    create index previews_by_undo on previews (workspace_id, undo_of) where undo_of is not null;
  `);

export const down = (db: Knex) =>
  db.schema.raw(`
    drop index previews_by_undo;
    alter table previews drop column account_id;
    alter table executions drop column connection_id;
    drop table authorizations;
    drop table connections;
    drop table provider_configurations;
  `);
