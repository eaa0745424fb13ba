import type { Context } from '../../contract/replies.js';
import type { MeApi } from '../../generated/api.js';
import type { Me } from '../../generated/types.js';
import type { RateLimits } from '../../platform/rate-limits/index.js';
import { toLimits } from './me.schema.js';

export class MeService implements MeApi {
  constructor(private readonly deps: { rateLimits: RateLimits }) {}

  async get(_: object, { principal }: Context): Promise<Me> {
    return {
      principal: { id: principal.id, type: principal.type, name: principal.name },
      role: principal.role,
      workspace: { id: principal.workspaceId, name: principal.workspaceName },
      organisation: { id: principal.organisationId, name: principal.organisationName },
      limits: toLimits(this.deps.rateLimits),
    };
  }
}
