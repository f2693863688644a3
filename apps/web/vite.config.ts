import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { defineConfig, type EnvironmentOptions } from 'vite';

import { HOME_LANGUAGES, WEB_PAGES } from './build/pages.js';
import { devAddresses, finishedPages, leanSocketIo } from './build/plugins.js';

const root = import.meta.dirname;
const outDir = join(root, '..', '..', 'dist', 'apps', 'web');

/** A build of its own for each page: in one bundle for all, every page would load whatever any two of them share. */
const pageBuild = (name: string, input: Readonly<Record<string, string>>): EnvironmentOptions => ({
  consumer: 'client',
  // The manifest is for scripts/web-budgets.
  build: { outDir, manifest: `.vite/${name}.json`, rollupOptions: { input } },
});
const homes = Object.fromEntries(HOME_LANGUAGES.map((one) => [`home-${one}`, join(root, 'home', `${one}.html`)]));
const builds: Readonly<Record<string, EnvironmentOptions>> = {
  home: pageBuild('home', homes),
  ...Object.fromEntries(
    WEB_PAGES.map(({ name }) => [name, pageBuild(name, { [name]: join(root, name, 'index.html') })]),
  ),
};
const api = process.env['COMANDA_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig(({ command }) => ({
  root,
  base: '/',
  appType: 'mpa',
  // `npm run dev:web` beside `npm run dev` or the demo.
  server: { port: 5173, proxy: { '/api': api, '/socket.io': { target: api, ws: true } } },
  plugins: [devAddresses(), finishedPages(), leanSocketIo()],
  ...(command === 'build' && { environments: builds }),
  builder: {
    async buildApp(builder) {
      rmSync(outDir, { recursive: true, force: true });
      for (const name of Object.keys(builds)) await builder.build(builder.environments[name]!);
    },
  },
  build: {
    emptyOutDir: false,
    assetsDir: 'web',
    // The policy of our pages takes no data: but in pictures, and what is named by its contents may be kept for ever.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome100', 'safari15.4'],
    reportCompressedSize: false,
    rollupOptions: {
      // What several files of a page use is one file: each of its own would cost a request, and be packed worse.
      output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } },
      // How long plugins take on a busy machine is of no interest.
      checks: { pluginTimings: false },
    },
  },
}));
