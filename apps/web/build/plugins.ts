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
      for (const page of WEB_PAGES.filter(({ installedAs }) => installedAs)) {
        this.emitFile({ type: 'asset', fileName: manifestOf(page), source: manifest(page, icon?.fileName) });
      }
    },
    async writeBundle({ dir = '' }, bundle) {
      const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
      const files: Record<string, string> = {};
      for (const page of WEB_PAGES) {
        if (page.installedAs) files[`${rootOf(page)}manifest.webmanifest`] = manifestOf(page);
        if (!page.worker) continue;
        const name = `${page.name}/sw.js`;
        files[`${page.worker.scope}sw.js`] = name;
        write(name, await workerOf(page, page.worker, bundle, root));
      }
      const pages = WEB_PAGES.map(({ name, paths }) => ({ paths, file: `${name}/index.html` }));
      const home = Object.fromEntries(HOME_LANGUAGES.map((one) => [one, `home/${one}.html`]));
      write('pages.json', `${JSON.stringify({ pages, home, files }, null, 1)}\n`);
      for (const name of [...Object.keys(bundle), ...Object.values(files)]) pack(join(dir, name));
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
  const isOwn = (name: string) => worker.keeps === 'everything' && isOf(page, bundle[name]);
  const reached = entry ? reachedFrom(entry.fileName, bundle, isOwn) : [];
  const files = [...new Set([...linked, ...reached])].sort().map((name) => `/${name}`);
  const { code } = await transformWithOxc(readFileSync(WORKER, 'utf8'), WORKER);
  const version = createHash('sha256')
    .update(JSON.stringify([html.source, files, code]))
    .digest('hex')
    .slice(0, 12);
  const kept = { page: page.name, scope: worker.scope, version, files };
  return `const KEPT=${JSON.stringify(kept)};\n${minifySync('service-worker.js', code).code}\n`;
}

/** Texts are loaded by the names of their pages; everything else that a page may load later is its own. */
function isOf({ name }: WebPage, chunk: Bundle[string] | undefined): boolean {
  const module = chunk?.type === 'chunk' ? (chunk.facadeModuleId ?? '') : '';
  const [, part = name] = /\/words\/[\w-]+\/(\w+)\.ts$/.exec(module) ?? [];
  return part === name || part === 'common';
}

/** The files that are loaded with a chunk, and those of what it may load later that are wanted. */
function reachedFrom(
  name: string,
  bundle: Bundle,
  isWanted: (later: string) => boolean,
  seen = new Set<string>(),
): readonly string[] {
  const chunk = bundle[name];
  if (seen.has(name) || !chunk) return [];
  seen.add(name);
  if (chunk.type === 'chunk') {
    for (const file of [...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? [])]) {
      seen.add(file);
    }
    for (const next of [...chunk.imports, ...chunk.dynamicImports.filter(isWanted)]) {
      reachedFrom(next, bundle, isWanted, seen);
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
