// What is kept of a suggestion, as a draft of what it may become.
import type { Provenance } from '../../generated/types.js';
import type { Draft } from './chat.checks.js';
import type { Proposal } from './chat.proposer.js';
import type { Said } from './chat.provenance.js';
import type { StoredSuggestion } from './chat.schema.js';
import type { Turn } from './chat.turn.js';

export const draftOf = ({
  action,
  input,
  missing,
  provenance,
  assumptions,
  blockedBy,
  doubted,
  connectionId,
}: StoredSuggestion): Draft => ({
  action,
  input,
  missing,
  provenance,
  assumptions,
  ...(blockedBy !== undefined && { blockedBy }),
  ...(doubted !== undefined && { doubted }),
  ...(connectionId !== null && { connectionId }),
});

/** What is known of where its values come from stays known, also when the messages that said so are gone. */
export const givenIn = ({ provenance, said }: StoredSuggestion): Record<string, Provenance> =>
  Object.fromEntries(
    Object.entries(provenance)
      .filter(([, { source }]) => source !== 'default')
      .map(([pointer, mark]) => [pointer, { ...(mark.span && { text: said.at(-1)?.messageId }), ...mark }]),
  );

/** All that a person has written about a suggestion, with what they write now. */
export const saidOf = ({ saidId: messageId }: Turn, { said }: StoredSuggestion, text: string): Said[] => [
  { text, messageId },
  ...said,
];

/** A suggestion in the place of what it was. */
export const again = (before: StoredSuggestion, draft: Draft, said: Said[]): Proposal => ({
  draft,
  engine: before.engine,
  said,
  before,
});
