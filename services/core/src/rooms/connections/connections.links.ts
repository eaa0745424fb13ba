// What a state that a browser brings leads to, if it leads anywhere.
import type { OAuthClient } from '../../platform/config.js';
import { SealError, type Sealer } from '../../platform/crypto/index.js';
import type { Db } from '../../platform/db/index.js';
import { RelayError } from '../../platform/errors.js';
import type { Configuration, Configurations } from '../providers/index.js';
import { type Proofs, placeOfProofs } from './connections.authorizations.js';
import { type Authorization, findAuthorization } from './connections.authorizations.repository.js';
import { hashOfState, isState } from './connections.browser.js';
import { alreadyUsed, expired, linkInvalid, Refused, withdrawn } from './connections.refusals.js';

export interface LinksDeps {
  db: Db;
  sealer: Sealer;
  configurations: Configurations;
}

/** An authorization that works, with all that it takes to go on. */
export interface OpenLink {
  configuration: Configuration;
  client: OAuthClient;
  proofs: Proofs;
}

/** Throws Refused for a state that is not known, or is another provider's. */
export async function findLink(db: Db, provider: string, state: string | undefined): Promise<Authorization> {
  const found = isState(state) ? await findAuthorization(db, hashOfState(state)) : undefined;
  if (found?.provider !== provider) throw new Refused(linkInvalid);
  return found;
}

/** Throws Refused for what was used, is over, or was taken back. */
export async function openLink({ sealer, configurations }: LinksDeps, link: Authorization): Promise<OpenLink> {
  const { workspaceId, provider, sealed, stateHash } = link;
  if (sealed === null) throw new Refused(alreadyUsed);
  if (link.isExpired) throw new Refused(expired);
  if (link.isWithdrawn || link.status === 'revoked') throw new Refused(withdrawn);
  try {
    const configuration = await configurations.get(workspaceId, provider);
    const client = configuration.client();
    if (client.clientId !== link.clientId) throw new Refused(withdrawn);
    return { configuration, client, proofs: JSON.parse(sealer.open(sealed, placeOfProofs(stateHash))) as Proofs };
  } catch (error) {
    const isGone = error instanceof SealError || (error instanceof RelayError && error.status === 409);
    throw isGone ? new Refused(withdrawn, error) : error;
  }
}
