import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import { minifySync, type Plugin, type Rollup, transformWithOxc } from 'vite';

import { HOME_LANGUAGES, WEB_PAGES, type WebPage } from './pages.js';

type Bundle = Rollup.OutputBundle;

const WORKER = join(import.meta.dirname, '..', 'worker', 'service-worker.ts');
const TEXT = /\.(?:html|js|css|svg|webmanifest)$/;
/** One network packet: nothing is won by making less of it. */
const SMALL = 1_400;

const manifestOf = ({ name }: WebPage): string => `${name}/manifest.webmanifest`;
const workerFileOf = ({ name }: WebPage): string => `${name}/sw.js`;
/** Each page is built in an environment of its name. */
const pageOf = (environment: string): WebPage | undefined => WEB_PAGES.find(({ name }) => name === environment);
const rootOf = ({ paths, worker }: WebPage): string => worker?.scope ?? paths[0] ?? '/';

/**
 * What the server needs beside the bundle: `pages.json` (which address is which file), each page's service worker with the list of what it keeps, web
 * app manifests, and every text packed with brotli and gzip.
 */
export function finishedPages(): Plugin {
  let root = '';
  return {
    name: 'comanda:finished-pages',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      root = config.root;
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, { path }) {
        const page = WEB_PAGES.find(({ name }) => path === `/${name}/index.html`);
        if (!page?.installedAs) return [];
        return [{ tag: 'link', attrs: { rel: 'manifest', href: `${rootOf(page)}manifest.webmanifest` } }];
      },
    },
    generateBundle(_options, bundle) {
      const icon = Object.values(bundle).find(
        (file) => file.type === 'asset' && file.originalFileNames.some((name) => name.endsWith('shared/icon.svg')),
      );
      const page = pageOf(this.environment.name);
      if (page?.installedAs) {
        this.emitFile({ type: 'asset', fileName: manifestOf(page), source: manifest(page, icon?.fileName) });
      }
    },
    async writeBundle({ dir = '' }, bundle) {
      const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
      const page = pageOf(this.environment.name);
      if (page?.worker) write(workerFileOf(page), await workerOf(page, page.worker, bundle, root));
      const files: Record<string, string> = {};
      for (const one of WEB_PAGES) {
        if (one.installedAs) files[`${rootOf(one)}manifest.webmanifest`] = manifestOf(one);
        if (one.worker) files[`${one.worker.scope}sw.js`] = workerFileOf(one);
      }
      const pages = WEB_PAGES.map(({ name, paths }) => ({ paths, file: `${name}/index.html` }));
      const home = Object.fromEntries(HOME_LANGUAGES.map((one) => [one, `home/${one}.html`]));
      write('pages.json', `${JSON.stringify({ pages, home, files }, null, 1)}\n`);
      for (const name of [...Object.keys(bundle), ...(page?.worker ? [workerFileOf(page)] : [])]) pack(join(dir, name));
    },
  };
}

/** Parts of Socket.IO's client that our pages have no use for, by the end of their files' names, and what stands in their place. */
const UNUSED: Readonly<Record<string, string>> = {
  // shared/live.ts names the transports that it tries.
  'engine.io-client/build/esm/transports/webtransport.js': 'export const WT = undefined;',
  // Messages are JSON both ways: asyncapi.json.
  'socket.io-parser/build/esm/is-binary.js':
    'export const isBinary = () => false; export const hasBinary = () => false;',
  'socket.io-parser/build/esm/binary.js':
    'export const deconstructPacket = (packet) => ({ packet, buffers: [] }); export const reconstructPacket = (packet) => packet;',
};

/** Leaves out of Socket.IO's client what our pages never ask for. */
export function leanSocketIo(): Plugin {
  const partOf = (id: string) => Object.keys(UNUSED).find((name) => id.endsWith(`/${name}`));
  return {
    name: 'comanda:lean-socket-io',
    apply: 'build',
    load: {
      filter: { id: /\/(?:engine\.io-client|socket\.io-parser)\/build\/esm\// },
      handler: (id) => UNUSED[partOf(id) ?? ''] ?? null,
    },
  };
}

/** Vite's server finds files by their folders; people come by the addresses of pages. */
export function devAddresses(): Plugin {
  return {
    name: 'comanda:dev-addresses',
    apply: 'serve',
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
        const page = WEB_PAGES.find(({ paths }) =>
          paths.some((at) => path === at || (at.endsWith('/') && path.startsWith(at))),
        );
        const file = path === '/' ? '/home/en.html' : page && `/${page.name}/index.html`;
        if (file && request.headers.accept?.includes('text/html')) request.url = query ? `${file}?${query}` : file;
        next();
      });
    },
  };
}

const manifest = (page: WebPage, icon: string | undefined): string =>
  JSON.stringify({
    name: `Comanda · ${page.installedAs}`,
    short_name: page.installedAs,
    start_url: rootOf(page),
    scope: rootOf(page),
    display: 'standalone',
    background_color: '#101214',
    theme_color: '#101214',
    icons: icon ? [{ src: `/${icon}`, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }] : [],
  });

/** The worker with what it keeps. Its version follows from all of that, so that it changes when anything does and only then. */
async function workerOf(page: WebPage, worker: NonNullable<WebPage['worker']>, bundle: Bundle, root: string) {
  const html = bundle[`${page.name}/index.html`];
  if (html?.type !== 'asset') throw new Error(`apps/web/${page.name}/index.html is not an entry of the build`);
  const linked = [...String(html.source).matchAll(/"\/(web\/[^"]+)"/g)].map(([, name = '']) => name);
  const entry = Object.values(bundle).find(
    (file) => file.type === 'chunk' && file.facadeModuleId === join(root, page.name, 'index.html'),
  );
  const reached = entry ? reachedFrom(entry.fileName, bundle, worker.keeps === 'everything') : [];
  const files = [...new Set([...linked, ...reached])].sort().map((name) => `/${name}`);
  const { code } = await transformWithOxc(readFileSync(WORKER, 'utf8'), WORKER);
  const version = createHash('sha256')
    .update(JSON.stringify([html.source, files, code]))
    .digest('hex')
    .slice(0, 12);
  const kept = { page: page.name, scope: worker.scope, version, files };
  return `const KEPT=${JSON.stringify(kept)};\n${minifySync('service-worker.js', code).code}\n`;
}

/** The files that are loaded with a chunk, and where `withLater` those that it may load later. */
function reachedFrom(name: string, bundle: Bundle, withLater: boolean, seen = new Set<string>()): readonly string[] {
  const chunk = bundle[name];
  if (seen.has(name) || !chunk) return [];
  seen.add(name);
  if (chunk.type === 'chunk') {
    for (const file of [...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? [])]) {
      seen.add(file);
    }
    for (const next of [...chunk.imports, ...(withLater ? chunk.dynamicImports : [])]) {
      reachedFrom(next, bundle, withLater, seen);
    }
  }
  return [...seen];
}

function pack(path: string): void {
  if (!TEXT.test(path)) return;
  const plain = readFileSync(path);
  if (plain.length <= SMALL) return;
  const brotli = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  writeFileSync(`${path}.br`, brotliCompressSync(plain, { params: brotli }));
  writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
}
