import type { Knex } from 'knex';

export const up = (db: Knex) =>
  db.schema.raw(`
    create table webhook_endpoints (
      workspace_id text not null,
      id text not null,
      -- Masked when its query holds secrets; then sealed_url is the real one.
      url text not null,
      sealed_url text,
      description text not null,
      events text[] not null,
      status text not null default 'enabled',
      disabled_reason text,
      -- The first failed attempt since the last one that succeeded.
      failing_since timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint webhook_endpoints_pkey primary key (workspace_id, id),
      constraint webhook_endpoints_workspace_fkey foreign key (workspace_id) references workspaces (id),
      constraint webhook_endpoints_status_check check (status in ('enabled', 'disabled')),
      constraint webhook_endpoints_reason_check check (status = 'disabled' or disabled_reason is null)
    );
    create table webhook_endpoint_secrets (
      workspace_id text not null,
      endpoint_id text not null,
      id text not null,
      sealed text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      constraint webhook_endpoint_secrets_pkey primary key (workspace_id, endpoint_id, id),
      constraint webhook_endpoint_secrets_endpoint_fkey foreign key (workspace_id, endpoint_id)
        references webhook_endpoints (workspace_id, id) on delete cascade
    );
    create unique index webhook_endpoint_secrets_current on webhook_endpoint_secrets (workspace_id, endpoint_id)
      where expires_at is null;
    -- The outbox. next_attempt_at of a delivery that is being sent is the end of its lease.
    create table webhook_deliveries (
      workspace_id text not null,
      id text not null,
      endpoint_id text not null,
      event_id text not null,
      event_type text not null,
      payload json not null,
      status text not null default 'pending',
      attempts integer not null default 0,
      next_attempt_at timestamptz default now(),
      last_status integer,
      last_error text,
      created_at timestamptz not null default now(),
      delivered_at timestamptz,
      constraint webhook_deliveries_pkey primary key (workspace_id, id),
      constraint webhook_deliveries_endpoint_fkey foreign key (workspace_id, endpoint_id)
        references webhook_endpoints (workspace_id, id) on delete cascade,
      constraint webhook_deliveries_status_check check (status in ('pending', 'succeeded', 'failed')),
      constraint webhook_deliveries_pending_check check ((status = 'pending') = (next_attempt_at is not null)),
      constraint webhook_deliveries_succeeded_check check ((status = 'succeeded') = (delivered_at is not null))
    );
    create index webhook_deliveries_by_endpoint on webhook_deliveries (workspace_id, endpoint_id, id desc);
    -- By endpoint, not by time alone: so the deliverer steps over the backlog of one that hangs.
    create index webhook_deliveries_due on webhook_deliveries (workspace_id, endpoint_id, next_attempt_at)
      where status = 'pending';
  `);

export const down = (db: Knex) =>
  db.schema.raw('drop table webhook_deliveries; drop table webhook_endpoint_secrets; drop table webhook_endpoints;');
