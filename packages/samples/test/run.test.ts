import { expect, it } from 'vitest';
import { runSample } from '../src/run.ts';

const environment = { GREETING: 'hello' };

it.each([
  ['sh', 'echo $GREETING'],
  ['js', 'console.log(process.env.GREETING)'],
  ['ts', 'console.log(process.env.GREETING as string)'],
  ['python', 'import os; print(os.environ["GREETING"])'],
] as const)('runs %s with its environment', async (language, code) => {
  expect(await runSample({ language, code }, environment)).toEqual({ exitCode: 0, stdout: 'hello\n', stderr: '' });
});

it.each([
  ['sh', 'false\necho "and goes on"'],
  ['js', 'throw new Error("no")'],
  ['ts', 'const no: string = nothing;'],
  ['python', 'raise SystemExit(3)'],
] as const)('tells when %s failed', async (language, code) => {
  const { exitCode, stdout } = await runSample({ language, code }, environment);
  expect(exitCode).not.toBe(0);
  expect(stdout).toBe('');
});
