// What a person says to a preview: yes, no, changes, or nothing yet.
import type { Preview, Relay, Suggestion } from '@relay/sdk-js';
import { type Changes, Editor } from './editor.js';
import type { Paint } from './paint.js';
import { showPreview } from './preview.js';
import type { Terminal } from './terminal.js';

export type Decision = 'yes' | 'no' | 'later' | Changes;

export interface Deciding {
  relay: Relay;
  paint: Paint;
  terminal: Terminal;
  print: (text: string) => void;
}

/** Asks until there is an answer; `later` when nobody gives one. */
export async function decide(
  { relay, paint, terminal, print }: Deciding,
  suggestion: Suggestion,
  preview: Preview,
): Promise<Decision> {
  while (true) {
    const answer = await terminal.ask(paint('bold', 'Send it? [y]es, [n]o, [e]dit, [a]ll of it: '), { fresh: true });
    if (answer === undefined) return 'later';
    const said = answer.trim().toLowerCase();
    if (said === 'y' || said === 'yes') return 'yes';
    if (said === 'n' || said === 'no') return 'no';
    if (said === 'a' || said === 'all') print(showPreview(preview, paint, { whole: true }));
    if (said !== 'e' && said !== 'edit') continue;
    const changes = await new Editor(relay, terminal, print).edit(suggestion);
    if (changes) return changes;
  }
}
