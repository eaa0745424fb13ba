// What processes have cost so far, from /proc: how often the machine was busy with others does not count.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** User and system CPU of a process and all its threads, in seconds. */
export function cpuOf(pid: number): number {
  const { user, system } = timesOf(pid);
  return user + system;
}

/** The same of a process, its children that are alive, and those that have ended: a postmaster and its backends. */
export function cpuOfFamily(pid: number): number {
  const { user, system, endedUser, endedSystem } = timesOf(pid);
  return [user, system, endedUser, endedSystem, ...childrenOf(pid).map(cpuOf)].reduce((sum, part) => sum + part);
}

/** Resident memory of a process, in megabytes. */
export function memoryOf(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kibibytes) / 1024;
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

function timesOf(pid: number) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // the name before may hold spaces
  const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map((ticks) => Number(ticks) / TICKS_PER_SECOND);
  return { user: user!, system: system!, endedUser: endedUser!, endedSystem: endedSystem! };
}
