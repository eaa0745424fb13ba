import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/main.ts'],
  format: ['esm'],
  target: 'node20',
  // Taken in, since as a dependency it would ask for Node 22, which it does not need.
  noExternal: ['canonicalize'],
  banner: { js: '// Contains canonicalize (https://github.com/erdtman/canonicalize), Apache-2.0.' },
  clean: true,
});
