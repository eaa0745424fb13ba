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

create table audit_events (
  workspace_id text not null,
  id text not null,
  type text not null,
  actor_id text not null,
  subject_id text not null,
  data json not null,
  request_id text,
  created_at timestamp with time zone not null default now(),
  constraint audit_events_pkey PRIMARY KEY (workspace_id, id),
  constraint audit_events_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);

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
  constraint executions_preview_key UNIQUE (workspace_id, preview_id),
  constraint executions_pkey PRIMARY KEY (workspace_id, id),
  constraint executions_settled_check CHECK (((status = 'running'::text) = (finished_at IS NULL))),
  constraint executions_status_check CHECK ((status = ANY (ARRAY['running'::text, 'succeeded'::text, 'failed'::text, 'outcome_unknown'::text])))
);
CREATE INDEX executions_by_action ON public.executions USING btree (workspace_id, action, id DESC);
CREATE INDEX executions_by_status ON public.executions USING btree (workspace_id, status, id DESC);
CREATE INDEX executions_leases ON public.executions USING btree (lease_expires_at) WHERE (status = 'running'::text);

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
  constraint previews_pkey PRIMARY KEY (workspace_id, id),
  constraint previews_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint previews_executed_check CHECK (((status = 'executed'::text) = (execution_id IS NOT NULL))),
  constraint previews_status_check CHECK ((status = ANY (ARRAY['ready'::text, 'executed'::text, 'discarded'::text])))
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
