import type { IocContainer, ServiceIdentifier } from '@tsoa/runtime';
import type { Request } from 'express';
import type { Api } from '../generated/api.js';

/** Gives tsoa its controllers, one container an app, so that several apps can live in one process. */
export const containerFor = (api: Api): IocContainer => ({
  get: async <T>(controller: ServiceIdentifier<T>): Promise<T> =>
    new (controller as unknown as new (api: Api) => T)(api),
});

export const iocContainer = (request: unknown): IocContainer =>
  (request as Request).app.locals.container as IocContainer;
