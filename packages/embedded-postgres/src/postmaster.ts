import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What Postgres itself writes about the server that holds a cluster; stale after a crash. */
export interface Postmaster {
  pid: number;
  port: number;
  isReady: boolean;
}

export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const [pid, , , port, , , , status] = (await textOf(join(data, 'postmaster.pid'))).split('\n');
  return Number(pid) ? { pid: Number(pid), port: Number(port), isReady: status?.trim() === 'ready' } : undefined;
}

export async function isAlive(pid: number): Promise<boolean> {
  if (/\) [ZX]/.test(await textOf(`/proc/${pid}/stat`))) return false; // PID 1 of many containers never reaps
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Whether the pid that a crashed Postgres left behind now belongs to something else, as happens in a container that is
 * started again. A Postgres works in its data directory. Only Linux tells; elsewhere the answer is no.
 */
export async function isReused(pid: number, data: string): Promise<boolean> {
  const workplace = await stat(`/proc/${pid}/cwd`).catch(() => undefined);
  if (!workplace) return false;
  const { dev, ino } = await stat(data);
  return workplace.dev !== dev || workplace.ino !== ino;
}

function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
