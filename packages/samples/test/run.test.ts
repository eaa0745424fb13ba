import { expect, it } from 'vitest';
import { runSample } from '../src/run.ts';
import { openTerminal } from '../src/terminal.ts';

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

it('keeps what a command exports, and no more, for the next one', async () => {
  const { run, close } = await openTerminal();
  const say = { language: 'sh', code: 'echo "$GREETING $NAME"' } as const;
  await run({ language: 'sh', code: "export GREETING='good day'" }, { ...environment, NAME: 'Ada' });
  expect((await run(say, { ...environment, NAME: 'Bea' })).stdout).toBe('good day Bea\n');
  await close();
});
