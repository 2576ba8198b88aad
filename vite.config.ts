import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** Builds the playground's page. Everything is bundled: the page asks no other host for anything. */
export default defineConfig({
  root: resolve(import.meta.dirname, 'src/playground/page'),
  base: './',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: resolve(import.meta.dirname, 'dist/page'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
