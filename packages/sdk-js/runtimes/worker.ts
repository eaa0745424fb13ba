// Runs in workerd. Answers with what it found.
import { check } from './checks.js';

export default {
  async fetch(request: Request): Promise<Response> {
    return Response.json(await check(new URL(request.url).searchParams.get('server')!));
  },
};
