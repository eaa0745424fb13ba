import { Command } from 'commander';
import { report } from './report.js';
import { loadTrust } from './trust.js';
import type { Verdict } from './verdict.js';
import { verifyExport } from './verify.js';

interface Options {
  publicKey?: string;
  complete?: boolean;
  json?: boolean;
}

export const audit = (): Command =>
  new Command('audit').description('work with the audit log').addCommand(
    new Command('verify')
      .description('verify an NDJSON export offline: nothing was changed, removed, reordered or cut off')
      .argument('<file>', 'the export; - reads the standard input')
      .option(
        '--public-key <file>',
        'the signing key in PEM, or a reply of GET /api/audit/checkpoints, whose checkpoints are compared, too',
      )
      .option('--complete', 'take an export that leaves events out, or a part of one, for broken')
      .option('--json', 'print the verdict as JSON')
      .addHelpText('after', '\nExit code: 0 valid, 1 broken, 2 it could not be verified.')
      .action(async (file: string, { publicKey, complete, json }: Options) => {
        const trust = publicKey === undefined ? undefined : await loadTrust(publicKey);
        const verdict = demand(await verifyExport(file, trust), complete);
        const colours = process.stdout.isTTY === true && !process.env.NO_COLOR;
        console.log(json ? JSON.stringify(verdict, undefined, 2) : report(verdict, colours));
        process.exitCode = verdict.valid ? 0 : 1;
      }),
  );

/** Whoever expects a whole log must not be content with one whose header was changed to say that it is a selection. */
const demand = (verdict: Verdict, complete = false): Verdict =>
  complete && verdict.valid && !verdict.complete
    ? { ...verdict, valid: false, reason: 'The export is valid, but not complete: it is a part, or filtered.' }
    : verdict;
