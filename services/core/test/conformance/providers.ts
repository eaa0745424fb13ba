// The providers whose actions are judged; a new one is added here, with a file of its own beside this one.
import type { ActionDefinition } from '../../src/providers/index.js';
import type { ProviderFixtures } from './fixtures.js';
import { github } from './github.js';
import { google } from './google.js';
import { microsoft } from './microsoft.js';

export const PROVIDERS: ProviderFixtures[] = [github, google, microsoft];

/** The ids of those that the kit could not judge. */
export const withoutFixtures = (actions: ActionDefinition[]): string[] =>
  actions
    .filter(({ id, requiresConnection }) => requiresConnection && !PROVIDERS.some(({ actions }) => actions[id]))
    .map(({ id }) => id);
