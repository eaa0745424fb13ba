// Replies to browsers: pages and redirects of the operations that the contract marks with `x-page`.
import type { Request, RequestHandler, Response } from 'express';
import type { RelayError } from '../platform/errors.js';
import { type Document, html, renderDocument } from '../platform/html.js';
import { checkReply } from './accept.js';

export interface Page {
  status: number;
  /** Besides those that every reply carries. */
  headers?: Record<string, string>;
  /** Undefined for a redirect. */
  document?: Document | undefined;
}

/** Counts a request for a page, which needs no key, or throws 429. */
export type CountPage = (request: Request) => Promise<void>;

/** Before anything is looked up for a page. */
export const countPage: RequestHandler = (request, _response, next) => {
  (request.app.locals.countPage as CountPage)(request).then(() => next(), next);
};

/** Sends a page, or a redirect that says nothing. */
export async function sendPage(request: Request, page: Page): Promise<string> {
  const response = request.res!;
  if (response.app.locals.checkReplies) checkReply(response.locals.operationId, page.status, undefined);
  writePage(response, page);
  return undefined as never; // the headers are sent, so tsoa leaves the response alone
}

function writePage(response: Response, { status, headers = {}, document }: Page): void {
  response.status(status);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (!document) return void response.end();
  const { text, policy } = renderDocument(document);
  response.setHeader('Content-Security-Policy', policy);
  response.type('html').send(text);
}

const TITLES: Record<number, string> = { 429: 'Wait a moment', 503: 'Wait a moment' };

/** The same as a problem, for a person. */
export function sendProblemPage(response: Response, { status, message }: RelayError): void {
  // A contract's words about a query are for developers.
  const detail =
    status === 422 ? 'Its address is not complete, or was changed on its way. Open the link again.' : message;
  const document = {
    title: TITLES[status] ?? (status < 500 ? 'This page does not work' : 'Something went wrong'),
    body: html`<p>${detail}</p><p class="soft">Request ${response.locals.requestId as string}</p>`,
    isRefusal: true,
  };
  writePage(response, { status, document });
}
