import { join } from 'node:path';

import { defineConfig } from 'vite';

import { HOME_LANGUAGES, WEB_PAGES } from './build/pages.js';
import { devAddresses, finishedPages } from './build/plugins.js';

const root = import.meta.dirname;
const entries = [
  ...WEB_PAGES.map(({ name }) => [name, `${name}/index.html`] as const),
  ...HOME_LANGUAGES.map((one) => [`home-${one}`, `home/${one}.html`] as const),
];
const api = process.env['COMANDA_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root,
  base: '/',
  appType: 'mpa',
  // `npm run dev:web` beside `npm run dev` or the demo.
  server: { port: 5173, proxy: { '/api': api, '/socket.io': { target: api, ws: true } } },
  plugins: [devAddresses(), finishedPages()],
  build: {
    outDir: join(root, '..', '..', 'dist', 'apps', 'web'),
    emptyOutDir: true,
    assetsDir: 'web',
    // The policy of our pages takes no data: but in pictures, and what is named by its contents may be kept for ever.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome100', 'safari15.4'],
    reportCompressedSize: false,
    rollupOptions: { input: Object.fromEntries(entries.map(([name, file]) => [name, join(root, file)])) },
  },
});
