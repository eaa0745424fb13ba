// What goes wrong, and what the page says of it.
import { Relay } from '@relay/sdk-js';
import { describe, expect, it } from 'vitest';
import { refuse, startGate } from '../support/gate.ts';
import { alert, button, confirm, fact, field, hasFocus, previewWebhook, reachPreview, title } from './steps.ts';
import { startExample, useWorld } from './world.ts';

const world = useWorld();
const relay = () => new Relay(world.credentials);

describe('fields', () => {
  it('show what Relay says of them, and the first one gets the focus', async () => {
    const page = await world.open();
    await button(page, /^Add a row/).click();
    await page.getByRole('textbox', { name: 'Headers: name 1' }).fill('x-a');
    await page.getByRole('textbox', { name: 'Headers: value 1' }).fill('ü');
    await button(page, 'Preview').click();
    await page.getByText('This field is required.').waitFor();
    const url = field(page, 'URL');
    const value = page.getByRole('textbox', { name: 'Headers: value 1' });
    expect(await hasFocus(url)).toBe(true);
    expect(await page.getByRole('status').textContent()).toBe('2 fields need a correction.');
    for (const control of [url, value]) {
      expect(await control.getAttribute('aria-invalid')).toBe('true');
      const [errors] = (await control.getAttribute('aria-describedby'))!.split(' ');
      expect(await page.locator(`[id="${errors}"]`).textContent()).toMatch(/is required|Printable ASCII/);
    }
    await url.fill('ftp://example.com');
    expect(await url.getAttribute('aria-invalid')).toBeNull();
    expect(await value.getAttribute('aria-invalid')).toBe('true');
  });

  it('show what the address of a receiver is refused for', async () => {
    const page = await world.open();
    await previewWebhook(page, 'http://169.254.169.254/latest');
    await page
      .locator('.errors')
      .getByText(/169\.254/)
      .waitFor();
    expect(await hasFocus(field(page, 'URL'))).toBe(true);
  });

  it('show what is no JSON, before anything is asked of Relay', async () => {
    const page = await world.open();
    const passed = world.gate.passed.length;
    await previewWebhook(page, world.receiver.url, '{"a":');
    await page.getByText('This is not JSON').waitFor();
    expect(await hasFocus(field(page, 'Payload'))).toBe(true);
    expect(world.gate.passed.slice(passed).filter(({ name }) => name.includes('preview'))).toEqual([]);
  });
});

describe('a preview that cannot be confirmed', () => {
  it('because its time is over offers a new one', async () => {
    const page = await world.open();
    await page.clock.install();
    const first = await reachPreview(page, world.receiver.url);
    await page.clock.fastForward('01:00:01');
    await alert(page).getByText('This preview has expired.').waitFor();
    expect(await button(page, 'Confirm and send').count()).toBe(0);
    await button(page, 'Preview again').click();
    await button(page, 'Confirm and send').waitFor();
    expect(await fact(page, 'Preview').textContent()).not.toBe(first);
    expect((await relay().previews.get({ previewId: first })).status).toBe('discarded');
  });

  it('because somebody discarded it (410) offers a new one', async () => {
    const page = await world.open();
    const previewId = await reachPreview(page, world.receiver.url);
    await relay().previews.discard({ previewId });
    await confirm(page);
    await alert(page).getByText('This preview cannot be confirmed any more.').waitFor();
    await button(page, 'Preview again').click();
    await confirm(page);
    await title(page).getByText('Done').waitFor();
  });

  it('because it is another than the one shown (409) is not sent', async () => {
    const page = await world.open();
    await reachPreview(page, world.receiver.url);
    const received = world.receiver.received.length;
    await page.route('**/api/executions', (route) =>
      route.continue({ postData: { ...route.request().postDataJSON(), digest: 'sha256-other' } }),
    );
    await confirm(page);
    await alert(page).getByText('The plan is not the one that you see.').waitFor();
    expect(await button(page, 'Confirm and send').count()).toBe(0);
    expect(world.receiver.received).toHaveLength(received);
  });

  it('because it was confirmed elsewhere is not replaced, and the next preview is one of its own', async () => {
    const page = await world.open();
    const previewId = await reachPreview(page, world.receiver.url);
    const { digest } = await relay().previews.get({ previewId });
    await button(page, 'Edit').click();
    await relay().actions.execute({ previewId, digest });
    await button(page, 'Preview').click();
    await alert(page).getByText('would do it a second time').waitFor();
    await button(page, 'Preview').click();
    await button(page, 'Confirm and send').waitFor();
  });
});

it('says how long to wait when there are too many requests (429)', async () => {
  const page = await world.open();
  world.gate.meddle(/preview$/, refuse(429, 'rate_limited', { retryAfter: 30 }));
  await previewWebhook(page, world.receiver.url);
  await alert(page).getByText('Try again in 30 s').waitFor();
  await button(page, 'Preview').click();
  await button(page, 'Confirm and send').waitFor();
});

describe('the API key', () => {
  it('that Relay does not accept (401) is told, with nothing of the key', async () => {
    const { baseUrl } = world.credentials;
    const server = await startExample({ RELAY_API_KEY: 'relay_test_notakey000000', RELAY_BASE_URL: baseUrl });
    const page = await world.open({ server });
    await alert(page).getByText('Relay does not accept the API key.').waitFor();
    expect(await page.content()).not.toContain('notakey');
    await server.stop();
  });

  it('that may only look (403) is told when it is used', async () => {
    const { secret } = await relay().apiKeys.create({ name: 'viewer', role: 'viewer' });
    const server = await startExample({ RELAY_API_KEY: secret, RELAY_BASE_URL: world.credentials.baseUrl });
    const page = await world.open({ server });
    await previewWebhook(page, world.receiver.url);
    await alert(page).getByText('The API key may not do this.').waitFor();
    await server.stop();
  });
});

describe('a Relay that is away', () => {
  it('is told when the page is opened, and found when it is back', async () => {
    const gate = await startGate(world.credentials.baseUrl);
    await gate.stop();
    const server = await startExample({ RELAY_API_KEY: world.credentials.apiKey, RELAY_BASE_URL: gate.url });
    await expect.poll(server.output).toContain('Relay does not answer');
    const page = await world.open({ server });
    await alert(page).getByText('Relay does not answer.').waitFor();
    const back = await startGate(world.credentials.baseUrl, Number(new URL(gate.url).port));
    await button(page, 'Try again').click();
    await title(page).getByText('What should happen?').waitFor();
    await server.stop();
    await back.stop();
  });

  it('is told when a preview is asked for, and what was typed stays', async () => {
    const page = await world.open();
    for (let attempt = 0; attempt < 3; attempt++)
      world.gate.meddle(/preview$/, (response) => response.socket?.destroy());
    await previewWebhook(page, world.receiver.url, '{"n":1}');
    await alert(page).getByText('Relay does not answer.').waitFor();
    expect(await field(page, 'Payload').inputValue()).toBe('{"n":1}');
    await button(page, 'Preview').click();
    await button(page, 'Confirm and send').waitFor();
  });

  it("is told from the example's own server being away", async () => {
    const server = await startExample({ RELAY_API_KEY: world.credentials.apiKey, RELAY_BASE_URL: world.gate.url });
    const page = await world.open({ server });
    await title(page).waitFor();
    await server.stop();
    await previewWebhook(page, world.receiver.url);
    await alert(page).getByText("This page's own server does not answer.").waitFor();
  });
});
