import { startTestPostgres } from '@relay/testing/postgres';
import type { TestProject } from 'vitest/node';
import { migrate, openDatabase } from '../src/platform/db/index.js';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject) {
  const postgres = await startTestPostgres(async (url) => {
    const db = openDatabase({ url, prepared: false });
    await migrate(db);
    await db.destroy();
  });
  project.provide('postgresUrl', postgres.url);
  return () => postgres.stop();
}
