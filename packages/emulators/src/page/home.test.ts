import { describe, expect, it } from 'vitest';
import { Application, api } from '../testing/flow.js';
import { useEmulators } from '../testing/use-emulators.js';

const emulators = useEmulators();
const pageOf = async (provider: 'google' | 'microsoft' | 'github') => {
  const response = await fetch(`${emulators[provider].url}/`);
  return { headers: response.headers, text: await response.text() };
};

describe('the page of an emulator', () => {
  it('shows the mails, events and messages of Google, with what they hold as text', async () => {
    const auth = 'https://www.googleapis.com/auth/';
    const scopes = ['gmail.send', 'calendar.events', 'chat.messages'].map((name) => auth + name);
    const call = api(emulators.google, emulators.google.issueToken({ scopes }));
    const raw = Buffer.from('To: grace@example.com\r\nSubject: <b>Bold</b>\r\n\r\n<script>alert(1)</script>').toString(
      'base64url',
    );
    await call('POST', '/gmail/v1/users/me/messages/send', { raw });
    await call('POST', '/calendar/v3/calendars/primary/events', {
      summary: 'Review',
      start: { date: '2026-03-05' },
      end: { date: '2026-03-06' },
    });
    await call('POST', '/v1/spaces/AAAAengineer/messages', { text: 'The build is green.' });
    const { text, headers } = await pageOf('google');
    for (const part of [
      '&lt;b&gt;Bold&lt;/b&gt;',
      '&lt;script&gt;',
      'Review',
      'The build is green.',
      'Ada Lovelace in Engineering',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('<script');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('shows the mails, events and messages of Microsoft', async () => {
    const scopes = ['Mail.Send', 'Calendars.ReadWrite', 'ChatMessage.Send'];
    const call = api(emulators.microsoft, emulators.microsoft.issueToken({ scopes }));
    const body = { contentType: 'html', content: '<p>Today at <b>12:30</b></p>' };
    const toRecipients = [{ emailAddress: { address: 'grace@contoso.example' } }];
    await call('POST', '/v1.0/me/sendMail', { message: { subject: 'Lunch?', body, toRecipients } });
    const midnight = (day: string) => ({ dateTime: `${day}T00:00:00`, timeZone: 'UTC' });
    await call('POST', '/v1.0/me/events', {
      subject: 'Fair',
      isAllDay: true,
      start: midnight('2026-03-05'),
      end: midnight('2026-03-06'),
    });
    await call('POST', `/v1.0/chats/${emulators.microsoft.state.chats[1]!.id}/messages`, {
      body: { content: 'Ready?' },
    });
    const { text } = await pageOf('microsoft');
    for (const part of ['Lunch?', 'Today at 12:30', 'Fair', 'Ada Lovelace in Launch crew'])
      expect(text).toContain(part);
  });

  it('shows the issues of GitHub, where their addresses lead', async () => {
    const call = api(emulators.github, emulators.github.issueToken({ scopes: ['repo'] }));
    const { body } = await call('POST', '/repos/ada/engine/issues', { title: 'It says 42' });
    const { headers } = await fetch(body.html_url, { redirect: 'manual' });
    expect(headers.get('location')).toBe('/#ada/engine/issues/1');
    expect((await pageOf('github')).text).toContain('id="ada/engine/issues/1"');
  });

  it('tells what people have agreed to, and lets a person take it back', async () => {
    const application = new Application(emulators.google);
    const { access_token: token } = await application.connect();
    expect((await pageOf('google')).text).toContain('Send e-mail on your behalf');
    const press = (site: string) =>
      fetch(`${emulators.google.url}/_emulator/page/revoke`, {
        method: 'POST',
        headers: { 'sec-fetch-site': site },
        body: new URLSearchParams({ account: 'ada@example.com' }),
        redirect: 'manual',
      });
    expect([(await press('cross-site')).status, await application.who(token)]).toEqual([403, 200]);
    expect([(await press('same-origin')).status, await application.who(token)]).toEqual([302, 401]);
    expect((await pageOf('google')).text).not.toContain('Send e-mail on your behalf');
  });
});
