import { ExpressTemplateService, type TsoaRoute } from '@tsoa/runtime';
import type { Request, Response } from 'express';
import { accept, checkReply } from './accept.js';

interface Call {
  operationId: string;
  args: Record<string, TsoaRoute.ParameterSchema>;
  request: Request;
  response: Response;
}
interface Reply {
  response: Response;
  headers: Record<string, string | string[] | undefined>;
  statusCode?: number;
  data?: unknown;
}

/** tsoa routes, authenticates, injects and replies; the contract alone decides what is valid. */
export class ContractTemplateService extends ExpressTemplateService {
  override getValidatedArgs({ operationId, args, request, response }: Call): unknown[] {
    response.locals.operationId = operationId;
    const accepted = accept(operationId, request);
    return Object.values(args).map((argument) => {
      if (argument.in === 'request') return request;
      if (argument.in === 'body') return accepted.body;
      if (argument.in === 'header') return accepted.header[argument.name.toLowerCase()];
      return accepted[argument.in as 'path' | 'query'][argument.name];
    });
  }

  protected override returnHandler(reply: Reply): void {
    const { response, statusCode = 200, data } = reply;
    if (response.app.locals.checkReplies && !response.headersSent)
      checkReply(response.locals.operationId, statusCode, data);
    super.returnHandler(reply);
  }
}
