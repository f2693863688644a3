import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

import type { NextFunction, Request, RequestHandler, Response } from 'express';

import { DomainError } from '#libs/kernel';

import type { Env } from '../env/env.js';
import type { Logger } from '../telemetry/logger.js';
import { acceptedEncodings, type Encoding } from './encodings/accepted-encodings.js';
import { pageHeaders } from './middleware/page-headers.js';
import { PAGE_ROUTES } from './middleware/page-routes.js';
import { type Language, languageOf } from './problems/language.js';
import { namesTag } from './versions/entity-tag.js';

/** Written beside the pages by their build: which address is which file. */
interface Contents {
  /** A path that ends with a slash stands for everything below it too. */
  readonly pages: readonly { readonly paths: readonly string[]; readonly file: string }[];
  readonly home: Readonly<Record<Language, string>>;
  /** Files with an address of their own, asked about each time. */
  readonly files: Readonly<Record<string, string>>;
}

interface WebFile {
  readonly type: string;
  readonly tag: string;
  readonly bytes: Readonly<Partial<Record<Encoding, Buffer>>> & { readonly identity: Buffer };
}

/** `dist/apps/web`, beside which this file lies once it is built. */
const FOLDER = join(import.meta.dirname, '..', '..', '..', 'apps', 'web');
const ASSETS = '/web/';
/** Nothing of the pages is here. */
const API = '/api/';
const FOR_EVER = 'public, max-age=31536000, immutable';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/**
 * The pages of apps/web, all of them read into memory at the start: no request reaches the file system. Passes on what is not theirs; a file that a
 * page of an older version asks for and that is gone is a 404, never a page.
 */
export function webPages(env: Env, logger: Logger, folder = FOLDER): RequestHandler {
  if (!existsSync(join(folder, 'pages.json'))) {
    logger.info('The pages of apps/web are not built: none are served');
    return (_request, _response, next) => next();
  }
  const contents = JSON.parse(readFileSync(join(folder, 'pages.json'), 'utf8')) as Contents;
  const files = new Map<string, WebFile>();
  const read = (name: string): WebFile => {
    const known = files.get(name) ?? readWebFile(folder, name);
    files.set(name, known);
    return known;
  };
  const assets = new Map(assetsOf(folder).map((name) => [`${ASSETS}${name}`, read(`web/${name}`)]));
  const fixed = new Map(Object.entries(contents.files).map(([path, name]) => [path, read(name)]));
  const pages = contents.pages.flatMap(({ paths, file }) => paths.map((path) => ({ path, file: read(file) })));
  const home = Object.fromEntries(
    Object.entries(contents.home).map(([language, name]) => [language, read(name)]),
  ) as Record<Language, WebFile>;
  const setHeaders = pageHeaders(env.FRONTEND_URL);

  function send(request: Request, response: Response, file: WebFile, route: string, cache: string): void {
    Object.assign(request, { route: { path: route } });
    setHeaders(request, response);
    response.vary('Accept-Encoding');
    const encodings = acceptedEncodings(request.headers['accept-encoding']);
    const encoding = encodings.find((one) => file.bytes[one]) ?? 'identity';
    const bytes = file.bytes[encoding] ?? file.bytes.identity;
    const tag = encoding === 'identity' ? `"${file.tag}"` : `"${file.tag}-${encoding}"`;
    response.setHeader('Cache-Control', cache);
    response.setHeader('ETag', tag);
    if (namesTag(request.headers['if-none-match'], tag)) {
      response.status(304).end();
      return;
    }
    response.setHeader('Content-Type', file.type);
    if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
    response.setHeader('Content-Length', bytes.length);
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }

  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const { path } = request;
    if (path.startsWith(ASSETS)) {
      const asset = assets.get(path);
      if (!asset) throw new DomainError('not_found', 'NOT_FOUND', 'There is nothing at this path.');
      return send(request, response, asset, PAGE_ROUTES.asset, FOR_EVER);
    }
    const file = fixed.get(path);
    if (file) return send(request, response, file, PAGE_ROUTES.asset, 'no-cache');
    // A page's own address is nobody else's: who takes anything gets it too, such as a monitor. Below it, and at `/`, only who wants HTML.
    const isOwn = path.length > 1 && path.endsWith('/') && pages.some((one) => one.path === path);
    if (path.startsWith(API) || request.accepts(isOwn ? ['html', 'json'] : ['json', 'html']) !== 'html') return next();
    if (path === '/') {
      response.vary('Accept-Language');
      const language = languageOf(request.headers['accept-language']);
      return send(request, response, home[language], PAGE_ROUTES.page, 'no-cache');
    }
    const page = pages.find((one) => path === one.path || (one.path.endsWith('/') && path.startsWith(one.path)));
    if (page) return send(request, response, page.file, PAGE_ROUTES.page, 'no-cache');
    if (pages.some((one) => one.path === `${path}/`)) {
      Object.assign(request, { route: { path: PAGE_ROUTES.page } });
      return response.redirect(308, `${path}/${request.url.slice(path.length)}`);
    }
    next();
  };
}

/** The names of the files that are kept for ever, without those of their packed copies. */
const assetsOf = (folder: string): readonly string[] =>
  readdirSync(join(folder, 'web')).filter((name) => extname(name) in TYPES);

function readWebFile(folder: string, name: string): WebFile {
  const path = join(folder, name);
  const packed = (suffix: string) => (existsSync(path + suffix) ? readFileSync(path + suffix) : undefined);
  const identity = readFileSync(path);
  const [br, gzip] = [packed('.br'), packed('.gz')];
  return {
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    tag: createHash('sha256').update(identity).digest('base64url'),
    bytes: { identity, ...(br && { br }), ...(gzip && { gzip }) },
  };
}
