import type { Knex } from 'knex';

export const up = (db: Knex) =>
  db.schema.raw(`
    create table organisations (
      id text not null,
      name text not null,
      created_at timestamptz not null default now(),
      constraint organisations_pkey primary key (id)
    );
    create table workspaces (
      id text not null,
      organisation_id text not null,
      name text not null,
      created_at timestamptz not null default now(),
      constraint workspaces_pkey primary key (id),
      constraint workspaces_organisation_fkey foreign key (organisation_id) references organisations (id)
    );
  `);

export const down = (db: Knex) => db.schema.raw('drop table workspaces; drop table organisations;');
