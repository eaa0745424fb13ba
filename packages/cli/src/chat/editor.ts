// Changes of a suggestion, field by field.
import type { Relay, Suggestion } from '@relay/sdk-js';
import { readValue, writeValue } from './edit.js';
import { plainLine } from './plain.js';
import type { Terminal } from './terminal.js';

export type Changes = Record<string, unknown>;

export class Editor {
  constructor(
    private readonly relay: Relay,
    private readonly terminal: Terminal,
    private readonly print: (text: string) => void,
  ) {}

  /** Undefined when nothing was changed. */
  async edit({ action, input }: Suggestion): Promise<Changes | undefined> {
    const { inputSchema } = await this.relay.actions.get({ actionId: action });
    const fields = (inputSchema.properties ?? {}) as Record<string, Record<string, unknown>>;
    this.print(
      `Fields: ${Object.keys(fields).map(plainLine).join(', ')}. Type field=value, or a field alone; an empty line when it is done.`,
    );
    const changes: Changes = {};
    while (true) {
      const line = await this.terminal.ask('edit> ');
      if (line === undefined) return undefined;
      if (line.trim() === '') return Object.keys(changes).length > 0 ? changes : undefined;
      const [, name, text] = /^\s*([^=\s]+)\s*(?:=(.*))?$/s.exec(line) ?? [];
      const schema = name === undefined ? undefined : fields[name];
      if (name === undefined || !schema) {
        this.print(`There is no field ${plainLine(name ?? line)}.`);
        continue;
      }
      const now = name in changes ? changes[name] : input[name];
      const value = text?.trim() ?? (await this.askFor(name, now));
      if (value === undefined) continue;
      const reading = readValue(value, schema);
      if ('problem' in reading) this.print(reading.problem);
      else changes[name] = reading.value;
    }
  }

  private async askFor(name: string, now: unknown): Promise<string | undefined> {
    this.print(`  now: ${plainLine(writeValue(now))}`);
    return (await this.terminal.ask(`${name}> `))?.trim();
  }
}
