import { openTerminal, type Run, type Sample } from './terminal.ts';

/**
 * Runs a sample in a terminal of its own and tells how it ended. `look` may read the files that it has written, in the folder that it
 * ran in.
 */
export async function runSample(
  sample: Sample,
  environment: Record<string, string>,
  look: (folder: string) => Promise<void> = async () => {},
): Promise<Run> {
  const terminal = await openTerminal();
  try {
    const run = await terminal.run(sample, environment);
    await look(terminal.folder);
    return run;
  } finally {
    await terminal.close();
  }
}
