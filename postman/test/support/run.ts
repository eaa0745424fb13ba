import newman, { type NewmanRunExecution, type NewmanRunFailure } from 'newman';
import { type EnvironmentFile, readCollection } from './files.ts';

export interface CollectionRun {
  executions: NewmanRunExecution[];
  failures: NewmanRunFailure[];
}

/** Imports the collection and an environment, fills in what a person would fill in, and runs it, or one folder of it. */
export async function runCollection(
  environment: EnvironmentFile,
  values: Record<string, string>,
  { folder, onRequest }: { folder?: string; onRequest?: (name: string) => void } = {},
): Promise<CollectionRun> {
  const collection = await readCollection();
  const envVar = Object.entries(values).map(([key, value]) => ({ key, value }));
  return new Promise((resolve, reject) => {
    newman
      .run({ collection, environment, envVar, reporters: [], ...(folder && { folder }) }, (error, { run }) =>
        error ? reject(error) : resolve(run),
      )
      .on('beforeRequest', (_: unknown, { item }: { item: { name: string } }) => onRequest?.(item.name));
  });
}

export const assertionsOf = (executions: NewmanRunExecution[]) =>
  executions.flatMap(({ assertions = [] }) => assertions as unknown as { assertion: string; skipped: boolean }[]);
