import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Browser,
  type ConnectedWorld,
  connectAccount,
  openConnectedWorld,
  PROVIDERS,
} from '../../../test/connecting.js';

let world: ConnectedWorld;
beforeAll(async () => {
  world = await openConnectedWorld({ returnUrls: ['https://app.example.com/settings'] });
});
afterAll(() => world.stop());

describe.each(PROVIDERS)('connecting an account at %s', (provider) => {
  it('works', async () => {
    const connection = await connectAccount(world, { provider });
    expect(connection.status).toBe('active');
  });
});
