// What a person does on the page, by the names that they see.
import type { Locator, Page } from 'playwright-core';

export const title = (page: Page) => page.locator('#stage-title');
export const alert = (page: Page) => page.getByRole('alert');
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
export const field = (page: Page, label: string) => page.getByRole('textbox', { name: label });

/** Fills in the form of webhook.send, and presses Preview. */
export async function previewWebhook(page: Page, url: string, payload = '{}'): Promise<void> {
  await field(page, 'URL').fill(url);
  await field(page, 'Payload').fill(payload);
  await button(page, 'Preview').click();
}

/** The same, and goes on when the preview is there; resolves with its id. */
export async function reachPreview(page: Page, url: string, payload?: string): Promise<string> {
  await previewWebhook(page, url, payload);
  await button(page, 'Confirm and send').waitFor();
  return (await fact(page, 'Preview').textContent())!;
}

export const confirm = (page: Page) => button(page, 'Confirm and send').click();

/** The value beside a name in the list of facts. */
export const fact = (page: Page, name: string): Locator =>
  page.locator('.facts div', { has: page.getByText(name, { exact: true }) }).locator('dd');

/** Agrees in the tab that `open` opens, as the account that stands there `place`th. */
export async function agree(page: Page, open: () => Promise<void>, place = 0): Promise<void> {
  const opened = page.context().waitForEvent('page');
  await open();
  const tab = await opened;
  await tab.getByRole('link', { name: /^Continue to/ }).click();
  await tab.getByRole('radio').nth(place).check();
  await tab.getByRole('button', { name: /^(Allow|Continue)/ }).click();
  await tab.getByRole('heading', { name: /account is connected$/ }).waitFor();
  await tab.close();
}

/** Connects an account at a provider, and waits until the page knows. */
export async function connect(page: Page, provider: string, place = 0): Promise<void> {
  const accounts = page.locator('.accounts');
  await accounts.getByRole('button', { name: `Connect an account at ${provider}` }).click();
  const link = accounts.getByRole('link', { name: `Continue to ${provider}` });
  await agree(page, () => link.click(), place);
  await link.waitFor({ state: 'detached' });
}

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${target}.`);
}

export const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** Text as it is laid out: lines are lines, and what is hidden is not there. */
// biome-ignore lint/performance/useDomNodeTextContent: the layout is what counts here
export const visibleText = (target: Locator): Promise<string> => target.innerText();
