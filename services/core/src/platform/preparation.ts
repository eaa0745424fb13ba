import type { Request, RequestHandler, Response } from 'express';

/** What every request is given before anything can refuse it. */
export type Preparation = (request: Request, response: Response) => void;

/** Preparations as one handler: each handler of its own costs a step of the router. */
export const prepare =
  (...preparations: Preparation[]): RequestHandler =>
  (request, response, next) => {
    for (const preparation of preparations) preparation(request, response);
    next();
  };
