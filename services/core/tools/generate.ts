import { generateCore } from '@relay/codegen/core';

await generateCore(new URL('..', import.meta.url).pathname);
