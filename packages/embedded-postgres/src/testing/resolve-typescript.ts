import { registerHooks } from 'node:module';

// Lets `node --import` run the sources: Node strips the types, but does not know that ./x.js is ./x.ts here.
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
