#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { audit } from './audit/command.js';
import { chat } from './chat/command.js';

const COULD_NOT = 2;

const program = new Command('relay')
  .description('Relay on the command line')
  .version(packageJson.version)
  .exitOverride()
  .addCommand(audit())
  .addCommand(chat());

for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
  command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) console.error(`relay: ${(error as Error).message}`);
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : COULD_NOT;
}
