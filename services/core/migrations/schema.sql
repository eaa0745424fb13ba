create table api_key_secrets (
  lookup text not null,
  workspace_id text not null,
  api_key_id text not null,
  hint text not null,
  hash text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  constraint api_key_secrets_pkey PRIMARY KEY (lookup),
  constraint api_key_secrets_key_fkey FOREIGN KEY (workspace_id, api_key_id) REFERENCES api_keys(workspace_id, id)
);
CREATE INDEX api_key_secrets_by_key ON public.api_key_secrets USING btree (workspace_id, api_key_id);

create table api_keys (
  workspace_id text not null,
  id text not null,
  name text not null,
  role text not null,
  created_by text,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  constraint api_keys_pkey PRIMARY KEY (workspace_id, id),
  constraint api_keys_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint api_keys_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'developer'::text, 'admin'::text])))
);

create table audit_chains (
  workspace_id text not null,
  sequence bigint not null default 0,
  hash bytea,
  checkpoint_sequence bigint not null default 0,
  checkpoint_at timestamp with time zone,
  constraint audit_chains_pkey PRIMARY KEY (workspace_id),
  constraint audit_chains_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint audit_chains_hash_check CHECK (((sequence = 0) = (hash IS NULL)))
);
CREATE INDEX audit_chains_unsigned ON public.audit_chains USING btree (workspace_id) WHERE (sequence > checkpoint_sequence);

create table audit_checkpoints (
  workspace_id text not null,
  id text not null,
  sequence bigint not null,
  hash bytea not null,
  key_id text not null,
  signature bytea not null,
  created_at timestamp with time zone not null,
  constraint audit_checkpoints_pkey PRIMARY KEY (workspace_id, id),
  constraint audit_checkpoints_key_fkey FOREIGN KEY (key_id) REFERENCES audit_keys(id),
  constraint audit_checkpoints_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE INDEX audit_checkpoints_by_sequence ON public.audit_checkpoints USING btree (workspace_id, sequence);

create table audit_events (
  workspace_id text not null,
  id text not null,
  type text not null,
  actor_id text not null,
  subject_id text not null,
  data json not null,
  request_id text,
  created_at timestamp with time zone not null default now(),
  chained boolean not null default false,
  sequence bigint,
  previous_hash bytea,
  hash bytea,
  constraint audit_events_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint audit_events_chained_check CHECK (((chained = (sequence IS NOT NULL)) AND (chained = (hash IS NOT NULL)))),
  constraint audit_events_sequence_check CHECK ((sequence > 0))
);

create table audit_events_chained (
  workspace_id text not null,
  id text not null,
  type text not null,
  actor_id text not null,
  subject_id text not null,
  data json not null,
  request_id text,
  created_at timestamp with time zone not null default now(),
  chained boolean not null default false,
  sequence bigint,
  previous_hash bytea,
  hash bytea,
  constraint audit_events_chained_sequence_key UNIQUE (workspace_id, sequence),
  constraint audit_events_chained_pkey PRIMARY KEY (workspace_id, id),
  constraint audit_events_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint audit_events_chained_check CHECK (((chained = (sequence IS NOT NULL)) AND (chained = (hash IS NOT NULL)))),
  constraint audit_events_sequence_check CHECK ((sequence > 0))
);

create table audit_events_pending (
  workspace_id text not null,
  id text not null,
  type text not null,
  actor_id text not null,
  subject_id text not null,
  data json not null,
  request_id text,
  created_at timestamp with time zone not null default now(),
  chained boolean not null default false,
  sequence bigint,
  previous_hash bytea,
  hash bytea,
  constraint audit_events_pending_pkey PRIMARY KEY (workspace_id, id),
  constraint audit_events_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint audit_events_chained_check CHECK (((chained = (sequence IS NOT NULL)) AND (chained = (hash IS NOT NULL)))),
  constraint audit_events_sequence_check CHECK ((sequence > 0))
);

create table audit_keys (
  id text not null,
  public_key text not null,
  sealed_private_key text not null,
  current boolean default true,
  created_at timestamp with time zone not null default now(),
  constraint audit_keys_current_key UNIQUE (current),
  constraint audit_keys_pkey PRIMARY KEY (id),
  constraint audit_keys_current_check CHECK (current)
);

create table authorizations (
  state_hash text not null,
  workspace_id text not null,
  connection_id text not null,
  principal_id text not null,
  client_id text not null,
  scopes text[] not null,
  sealed text,
  return_url text,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  constraint authorizations_pkey PRIMARY KEY (state_hash),
  constraint authorizations_connection_fkey FOREIGN KEY (workspace_id, connection_id) REFERENCES connections(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX authorizations_by_connection ON public.authorizations USING btree (workspace_id, connection_id);
CREATE INDEX authorizations_expired ON public.authorizations USING btree (expires_at);

create table chat_messages (
  workspace_id text not null,
  session_id text not null,
  id text not null,
  role text not null,
  status text not null,
  sealed text not null,
  execution_ids text[] not null default '{}'::text[],
  created_at timestamp with time zone not null default now(),
  constraint chat_messages_pkey PRIMARY KEY (workspace_id, id),
  constraint chat_messages_session_fkey FOREIGN KEY (workspace_id, session_id) REFERENCES chat_sessions(workspace_id, id) ON DELETE CASCADE,
  constraint chat_messages_role_check CHECK ((role = ANY (ARRAY['user'::text, 'assistant'::text]))),
  constraint chat_messages_status_check CHECK ((status = ANY (ARRAY['running'::text, 'finished'::text, 'stopped'::text, 'failed'::text])))
);
CREATE INDEX chat_messages_by_age ON public.chat_messages USING btree (created_at);
CREATE INDEX chat_messages_by_session ON public.chat_messages USING btree (workspace_id, session_id, id);

create table chat_sessions (
  workspace_id text not null,
  id text not null,
  principal_id text not null,
  client_id text,
  sealed_title text not null,
  time_zone text not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint chat_sessions_client_key UNIQUE (workspace_id, principal_id, client_id),
  constraint chat_sessions_pkey PRIMARY KEY (workspace_id, id),
  constraint chat_sessions_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);

create table chat_suggestions (
  workspace_id text not null,
  session_id text not null,
  message_id text not null,
  id text not null,
  engine text not null,
  action text not null,
  status text not null,
  sealed text not null,
  connection_id text,
  preview_id text,
  digest text,
  approval_hash text,
  execution_id text,
  asked_at timestamp with time zone not null,
  constraint chat_suggestions_pkey PRIMARY KEY (workspace_id, id),
  constraint chat_suggestions_session_fkey FOREIGN KEY (workspace_id, session_id) REFERENCES chat_sessions(workspace_id, id) ON DELETE CASCADE,
  constraint chat_suggestions_ready_check CHECK (((status <> 'ready'::text) OR (num_nulls(preview_id, digest, approval_hash) = 0))),
  constraint chat_suggestions_status_check CHECK ((status = ANY (ARRAY['asking'::text, 'waiting'::text, 'ready'::text, 'confirmed'::text, 'declined'::text, 'replaced'::text, 'done'::text])))
);
CREATE INDEX chat_suggestions_by_age ON public.chat_suggestions USING btree (asked_at);
CREATE UNIQUE INDEX chat_suggestions_by_approval ON public.chat_suggestions USING btree (workspace_id, approval_hash) WHERE (approval_hash IS NOT NULL);
CREATE INDEX chat_suggestions_by_session ON public.chat_suggestions USING btree (workspace_id, session_id, id);

create table connections (
  workspace_id text not null,
  id text not null,
  provider text not null,
  status text not null default 'pending'::text,
  reason text,
  account_id text,
  account_name text,
  scopes text[] not null default '{}'::text[],
  sealed_key text,
  sealed_tokens text,
  client_id text,
  tokens_at timestamp with time zone,
  token_expires_at timestamp with time zone,
  version integer not null default 0,
  refresh_lease_expires_at timestamp with time zone,
  refresh_failures integer not null default 0,
  next_refresh_at timestamp with time zone,
  throttled_until timestamp with time zone,
  created_by text not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint connections_pkey PRIMARY KEY (workspace_id, id),
  constraint connections_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint connections_active_check CHECK (((status <> ALL (ARRAY['active'::text, 'degraded'::text])) OR ((sealed_tokens IS NOT NULL) AND (account_id IS NOT NULL)))),
  constraint connections_revoked_check CHECK (((status <> 'revoked'::text) OR ((sealed_tokens IS NULL) AND (account_id IS NULL)))),
  constraint connections_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'active'::text, 'degraded'::text, 'expired'::text, 'revoked'::text]))),
  constraint connections_tokens_check CHECK ((num_nulls(sealed_tokens, sealed_key, client_id) = ANY (ARRAY[0, 3])))
);
CREATE INDEX connections_by_provider ON public.connections USING btree (workspace_id, provider, id DESC);
CREATE INDEX connections_due ON public.connections USING btree (provider, next_refresh_at) WHERE (next_refresh_at IS NOT NULL);
CREATE INDEX connections_revoked ON public.connections USING btree (updated_at) WHERE (status = 'revoked'::text);

create table executions (
  workspace_id text not null,
  id text not null,
  preview_id text,
  action text not null,
  status text not null default 'running'::text,
  effect_class text not null,
  output json,
  error json,
  undoable boolean not null default false,
  attempts integer not null default 0,
  confirmed_by text not null,
  lease_expires_at timestamp with time zone,
  started_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  idempotency_key text,
  purged_at timestamp with time zone,
  connection_id text,
  constraint executions_preview_key UNIQUE (workspace_id, preview_id),
  constraint executions_pkey PRIMARY KEY (workspace_id, id),
  constraint executions_settled_check CHECK (((status = 'running'::text) = (finished_at IS NULL))),
  constraint executions_status_check CHECK ((status = ANY (ARRAY['running'::text, 'succeeded'::text, 'failed'::text, 'outcome_unknown'::text])))
);
CREATE INDEX executions_by_action ON public.executions USING btree (workspace_id, action, id DESC);
CREATE INDEX executions_by_status ON public.executions USING btree (workspace_id, status, id DESC);
CREATE INDEX executions_leases ON public.executions USING btree (lease_expires_at) WHERE (status = 'running'::text);

create table idempotency_keys (
  workspace_id text not null,
  key text not null,
  operation text not null,
  request_hash bytea not null,
  execution_id text,
  reply text,
  sealed boolean not null default false,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null default (now() + '24:00:00'::interval),
  constraint idempotency_keys_pkey PRIMARY KEY (workspace_id, key),
  constraint idempotency_keys_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE INDEX idempotency_keys_expired ON public.idempotency_keys USING btree (expires_at);

create table organisations (
  id text not null,
  name text not null,
  created_at timestamp with time zone not null default now(),
  constraint organisations_pkey PRIMARY KEY (id)
);

create table previews (
  workspace_id text not null,
  id text not null,
  status text not null default 'ready'::text,
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
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  purged_at timestamp with time zone,
  account_id text,
  constraint previews_pkey PRIMARY KEY (workspace_id, id),
  constraint previews_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint previews_executed_check CHECK (((status = 'executed'::text) = (execution_id IS NOT NULL))),
  constraint previews_status_check CHECK ((status = ANY (ARRAY['ready'::text, 'executed'::text, 'discarded'::text])))
);
CREATE INDEX previews_by_age ON public.previews USING btree (created_at) WHERE (purged_at IS NULL);
CREATE INDEX previews_by_undo ON public.previews USING btree (workspace_id, undo_of) WHERE (undo_of IS NOT NULL);

create table provider_configurations (
  workspace_id text not null,
  provider text not null,
  client_id text not null,
  sealed_client_secret text,
  tenant text,
  scopes json not null,
  consent json not null,
  updated_at timestamp with time zone not null default now(),
  constraint provider_configurations_pkey PRIMARY KEY (workspace_id, provider),
  constraint provider_configurations_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);

create table webhook_deliveries (
  workspace_id text not null,
  id text not null,
  endpoint_id text not null,
  event_id text not null,
  event_type text not null,
  payload json not null,
  status text not null default 'pending'::text,
  attempts integer not null default 0,
  next_attempt_at timestamp with time zone default now(),
  last_status integer,
  last_error text,
  created_at timestamp with time zone not null default now(),
  delivered_at timestamp with time zone,
  constraint webhook_deliveries_pkey PRIMARY KEY (workspace_id, id),
  constraint webhook_deliveries_endpoint_fkey FOREIGN KEY (workspace_id, endpoint_id) REFERENCES webhook_endpoints(workspace_id, id) ON DELETE CASCADE,
  constraint webhook_deliveries_pending_check CHECK (((status = 'pending'::text) = (next_attempt_at IS NOT NULL))),
  constraint webhook_deliveries_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'succeeded'::text, 'failed'::text]))),
  constraint webhook_deliveries_succeeded_check CHECK (((status = 'succeeded'::text) = (delivered_at IS NOT NULL)))
);
CREATE INDEX webhook_deliveries_by_age ON public.webhook_deliveries USING btree (created_at) WHERE (status <> 'pending'::text);
CREATE INDEX webhook_deliveries_by_endpoint ON public.webhook_deliveries USING btree (workspace_id, endpoint_id, id DESC);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (workspace_id, endpoint_id, next_attempt_at) WHERE (status = 'pending'::text);

create table webhook_endpoint_secrets (
  workspace_id text not null,
  endpoint_id text not null,
  id text not null,
  sealed text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  constraint webhook_endpoint_secrets_pkey PRIMARY KEY (workspace_id, endpoint_id, id),
  constraint webhook_endpoint_secrets_endpoint_fkey FOREIGN KEY (workspace_id, endpoint_id) REFERENCES webhook_endpoints(workspace_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX webhook_endpoint_secrets_current ON public.webhook_endpoint_secrets USING btree (workspace_id, endpoint_id) WHERE (expires_at IS NULL);

create table webhook_endpoints (
  workspace_id text not null,
  id text not null,
  url text not null,
  sealed_url text,
  description text not null,
  events text[] not null,
  status text not null default 'enabled'::text,
  disabled_reason text,
  failing_since timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint webhook_endpoints_pkey PRIMARY KEY (workspace_id, id),
  constraint webhook_endpoints_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint webhook_endpoints_reason_check CHECK (((status = 'disabled'::text) OR (disabled_reason IS NULL))),
  constraint webhook_endpoints_status_check CHECK ((status = ANY (ARRAY['enabled'::text, 'disabled'::text])))
);

create table webhook_secrets (
  workspace_id text not null,
  id text not null,
  sealed text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  constraint webhook_secrets_pkey PRIMARY KEY (workspace_id, id),
  constraint webhook_secrets_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE UNIQUE INDEX webhook_secrets_current ON public.webhook_secrets USING btree (workspace_id) WHERE (expires_at IS NULL);

create table workspaces (
  id text not null,
  organisation_id text not null,
  name text not null,
  created_at timestamp with time zone not null default now(),
  constraint workspaces_pkey PRIMARY KEY (id),
  constraint workspaces_organisation_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id)
);
