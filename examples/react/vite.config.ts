import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  // No data: URLs, so that the page's content security policy can forbid them.
  build: { assetsInlineLimit: 0 },
  test: { include: ['{src,server}/**/*.test.ts'] },
});
