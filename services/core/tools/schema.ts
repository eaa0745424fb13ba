// Prints the schema of a database as SQL that a person can read: the checked picture of what the migrations make.
import type { Db } from '../src/platform/db/index.js';

interface Column {
  table_name: string;
  column_name: string;
  type: string;
  not_null: boolean;
  default_value: string | null;
}
interface Named {
  table_name: string;
  name: string;
  definition: string;
}

const OURS = `n.nspname = 'public' and c.relname not like 'schema_migrations%'`;

export async function readSchema(db: Db): Promise<string> {
  const all = async <Row>(sql: string): Promise<Row[]> => (await db.raw(sql)).rows;
  const columns = await all<Column>(`
    select c.relname as table_name, a.attname as column_name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull as not_null, pg_get_expr(d.adbin, d.adrelid) as default_value
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where ${OURS} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`);
  const constraints = await all<Named>(`
    select c.relname as table_name, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and k.contype <> 'n'
    order by c.relname, k.contype desc, k.conname`);
  const indexes = await all<Named>(`
    select c.relname as table_name, i.relname as name, pg_get_indexdef(x.indexrelid) as definition
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and not exists (select 1 from pg_constraint k where k.conindid = x.indexrelid)
    order by c.relname, i.relname`);
  const tables = [...new Set(columns.map(({ table_name }) => table_name))];
  return tables
    .map((table) => {
      const of = <Row extends { table_name: string }>(rows: Row[]) =>
        rows.filter(({ table_name }) => table_name === table);
      const lines = [
        ...of(columns).map(
          ({ column_name, type, not_null, default_value }) =>
            `${column_name} ${type}${not_null ? ' not null' : ''}${default_value ? ` default ${default_value}` : ''}`,
        ),
        ...of(constraints).map(({ name, definition }) => `constraint ${name} ${definition}`),
      ];
      const created = `create table ${table} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n);`;
      return [created, ...of(indexes).map(({ definition }) => `${definition};`)].join('\n');
    })
    .join('\n\n');
}
