import { text as readAll } from 'node:stream/consumers';
import { ConnectionError, Relay, RelayError, StreamError } from '@relay/sdk-js';
import { Command } from 'commander';
import { findAccess, type Given, UsageError } from './access.js';
import { confirmAsJson, failure, type JsonOptions, sayAsJson } from './as-json.js';
import { readContacts } from './contacts.js';
import { Conversation } from './conversation.js';
import { problemOf } from './ending.js';
import { EXIT_CODES, type Outcome } from './outcome.js';
import { paintFor } from './paint.js';
import { plainJson, plainLine } from './plain.js';
import { LineTerminal } from './terminal.js';

interface Options extends Given {
  session?: string;
  timeZone?: string;
  contacts?: string;
  confirm?: string;
  json?: boolean;
}

const HELP = `
Without words it asks for them, or reads them from the standard input if that is no terminal. Nothing is sent before you have
seen it and said yes. Where nobody can be asked (a pipe, --json), what was understood waits for --confirm.

Exit code: 0 done, 1 failed, 2 wrong usage, 3 nothing was understood or it was declined, 4 nobody knows whether it happened,
5 it waits: for a yes, an answer or an account. 130 after Ctrl-C.`;

export const chat = (): Command =>
  new Command('chat')
    .description('say what shall happen, look at the exact request, and confirm it')
    .argument('[words...]', 'what shall happen')
    .option('--key <key>', 'the API key; better is RELAY_API_KEY, which other users of the machine do not see')
    .option('--url <url>', 'where Relay is; else RELAY_BASE_URL')
    .option('--session <id>', 'go on with a session')
    .option('--time-zone <name>', 'the zone that times are meant in; else that of the machine')
    .option('--contacts <file>', 'whom names mean: a JSON list of { "name": …, "email": … }')
    .option('--confirm <previewId>', 'send what a preview shows, that you have seen before')
    .option('--json', 'print each event as a line of JSON, and ask nothing')
    .addHelpText('after', HELP)
    .action(async (words: string[], options: Options) => {
      process.exitCode = await run(words.join(' '), options);
    });

async function run(words: string, options: Options): Promise<number> {
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  try {
    const relay = connect(options);
    if (options.confirm !== undefined && words !== '') throw new UsageError('Give words, or --confirm, not both.');
    const message =
      words === '' && options.confirm === undefined && !process.stdin.isTTY ? await readAll(process.stdin) : words;
    if (options.confirm === undefined && message.trim() === '' && (options.json || !isTerminal))
      throw new UsageError('Say what shall happen.');
    const outcome = options.json
      ? await asJson(relay, message, options)
      : await asText(relay, message, options, isTerminal);
    return EXIT_CODES[outcome];
  } catch (error) {
    if (!(error instanceof RelayError)) throw error;
    if (options.json) writeJson(failure(error.message));
    else console.error(`relay: ${troubleOf(error)}`);
    return EXIT_CODES.failed;
  }
}

function connect(options: Options): Relay {
  const { apiKey, baseUrl } = findAccess(options, process.env, process.cwd());
  try {
    return new Relay({ apiKey, ...(baseUrl !== undefined && { baseUrl }) });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const writeJson = (value: object) => void process.stdout.write(`${plainJson(value)}\n`);

const zoneOf = ({ timeZone, session }: Options) =>
  timeZone ?? (session === undefined ? Intl.DateTimeFormat().resolvedOptions().timeZone : undefined);

const contactsOf = ({ contacts }: Options) => (contacts === undefined ? undefined : readContacts(contacts));

function asJson(relay: Relay, message: string, options: Options): Promise<Outcome> {
  const json: JsonOptions = {
    relay,
    write: writeJson,
    sessionId: options.session,
    timeZone: zoneOf(options),
    contacts: contactsOf(options),
  };
  return options.confirm === undefined ? sayAsJson(json, message) : confirmAsJson(json, options.confirm);
}

async function asText(relay: Relay, message: string, options: Options, isTerminal: boolean): Promise<Outcome> {
  const { stdin: input, stdout: output } = process;
  const contacts = contactsOf(options);
  const terminal = isTerminal ? new LineTerminal(input, output) : undefined;
  const paint = paintFor(output.isTTY === true, process.env);
  const conversation = new Conversation({
    relay,
    output,
    paint,
    terminal,
    sessionId: options.session,
    timeZone: zoneOf(options),
    contacts,
  });
  try {
    if (options.confirm !== undefined) return await conversation.confirm(options.confirm);
    if (message.trim() !== '') {
      const outcome = await conversation.say(message);
      if (outcome === 'waiting') output.write(wayOn(conversation));
      return outcome;
    }
    output.write('Say what shall happen; nothing is sent before you have seen it. Ctrl-D leaves.\n');
    while (!terminal!.isClosed) {
      const line = await terminal!.ask(paint('bold', 'you> '));
      if (line === undefined || /^\s*(?:exit|quit)\s*$/.test(line)) break;
      if (line.trim() === '') continue;
      await conversation.say(line).catch((error) => {
        if (!(error instanceof RelayError)) throw error;
        output.write(`${paint('red', troubleOf(error))}\n`);
      });
    }
    output.write(`\n${wayOn(conversation)}`);
    return 'done';
  } finally {
    terminal?.close();
  }
}

const wayOn = ({ sessionId }: Conversation): string =>
  sessionId === undefined ? '' : `To go on: relay chat --session ${plainLine(sessionId)}\n`;

function troubleOf(error: RelayError): string {
  if (error instanceof StreamError)
    return problemOf(new Error('The reply could not be finished. Nothing was sent by it.'));
  return error instanceof ConnectionError ? `${problemOf(error)} Does Relay run there?` : problemOf(error);
}
