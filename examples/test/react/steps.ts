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
