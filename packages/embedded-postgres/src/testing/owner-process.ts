import pg from 'pg';
import { type EmbeddedPostgresError, openEmbeddedPostgres } from '../index.js';

// A process that opens the directory it is given, tells what happened, and stops when told or interrupted.
const send = (message: object) => process.send!(message);
process.once('disconnect', () => process.exit()); // the test went away

try {
  const postgres = await openEmbeddedPostgres(process.argv[2]!);
  process.once('message', () => void stop());
  process.once('SIGINT', () => void drain().then(stop));
  send({ event: 'ready', url: postgres.url, pid: postgres.pid });

  async function drain() {
    const client = new pg.Client(postgres.url);
    await client.connect();
    const { rows } = await client.query("select 'drained' as event from pg_sleep(0.2)");
    await client.end();
    send(rows[0]);
  }

  async function stop() {
    await postgres.stop();
    send({ event: 'stopped' });
    process.disconnect();
  }
} catch (error) {
  const { name, code, message } = error as EmbeddedPostgresError;
  send({ event: 'refused', name, code, message });
  process.disconnect();
}
