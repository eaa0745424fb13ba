// What a preview shows, and that it is what happens.
import { expect } from 'vitest';
import type { PlannedRequest } from '../../../src/providers/index.js';
import { type Check, isWrite, namesOf, writeOf } from './check.js';

/** What HTTP itself adds. */
const OF_HTTP = new Set(['host', 'connection', 'content-length']);

export const changesNothingInPreview: Check = {
  title: 'changes nothing at the provider while it is previewed',
  appliesTo: isWrite,
  async run(kit, subject) {
    const { action, fixture } = writeOf(subject);
    for (const name of namesOf(fixture)) {
      const input = await kit.input(fixture, name);
      const { result, mutations, sent } = await kit.watch(() => kit.preview(action.id, input));
      expect(mutations, 'what the preview changed').toEqual([]);
      const methods = sent.map(({ request }) => request.method);
      expect(
        methods.filter((method) => !['GET', 'HEAD'].includes(method)),
        'what the preview sent',
      ).toEqual([]);
      expect(result.status, result.text).toBe(201);
      expect(await fixture.effects(kit, input), 'effects after the preview alone').toBe(0);
    }
  },
};

export const sendsWhatWasPreviewed: Check = {
  title: 'sends exactly what was previewed, once',
  appliesTo: isWrite,
  async run(kit, subject) {
    const { action, fixture } = writeOf(subject);
    for (const name of namesOf(fixture)) {
      const input = await kit.input(fixture, name);
      const { result, mutations, sent } = await kit.watch(() => kit.write(action.id, input));
      const { preview, execution } = result;
      expect(execution, JSON.stringify(execution.error)).toMatchObject({ status: 'succeeded', attempts: 1 });
      const { addedAtSend, method, url, headers, body } = preview.request as PlannedRequest;
      expect(addedAtSend, 'headers that are added at sending').toEqual(['authorization']);
      expect(mutations.length, 'requests that change something').toBe(1);
      const [only] = mutations;
      expect(
        {
          method: only!.method,
          url: kit.emulator.url + only!.url,
          headers: without(only!.headers, OF_HTTP),
          body: only!.body,
        },
        'what arrived',
      ).toEqual({ method, url, headers, body: body ?? '' });
      const requests = sent.map(({ request }) => request);
      const request = requests.find((one) => one.method === method && one.url === url)!;
      expect(Object.keys(without(request.headers, new Set(Object.keys(headers)))), 'headers that were added').toEqual(
        addedAtSend,
      );
      expect(await fixture.effects(kit, input), 'effects').toBe(1);
      await kit.confirm(preview);
      expect(await fixture.effects(kit, input), 'effects of a second confirm').toBe(1);
    }
  },
};

const without = (headers: Record<string, string>, names: Set<string>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.has(name)));
