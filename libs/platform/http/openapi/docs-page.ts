import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';

import { asyncApiDocument, type DescribedEvent } from '../../events/asyncapi.js';
import { eventsPage } from '../../events/events-page.js';

/** Resolved, not loaded: the package's main file evaluates the whole page of Swagger UI, a quarter of a second of each start. */
const ASSET_FOLDER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };
const compressed = {
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, BROTLI),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
};
type Encoding = keyof typeof compressed | 'identity';

/** One file, packed once each way when somebody first asks for it so. */
interface Packed {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Readonly<Record<Encoding, () => Promise<Buffer>>>;
}

const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const OPTIONS = {
  url: '../docs-json',
  dom_id: '#swagger-ui',
  persistAuthorization: true,
  displayRequestDuration: true,
  filter: true,
  operationsSorter: 'alpha',
  docExpansion: 'none',
  tryItOutEnabled: true,
  deepLinking: true,
};

/** Swagger's own page has no viewport: a phone shows it as a desktop's, in type of 5 px. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Comanda API</title>
<link rel="icon" type="image/png" href="./docs/favicon-32x32.png">
<link rel="stylesheet" href="./docs/swagger-ui.css">
<style>
body { margin: 0; background: #fafafa }
@media (max-width: 640px) {
  .swagger-ui .wrapper { padding: 0 10px }
  .swagger-ui .info { margin: 20px 0 }
  .swagger-ui .info .title { font-size: 26px }
  .swagger-ui .scheme-container .schemes { flex-wrap: wrap }
  .swagger-ui .opblock-tag { flex-wrap: wrap; font-size: 20px }
  .swagger-ui .opblock-tag small { flex-basis: 100%; padding: 0 }
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap }
  .swagger-ui .opblock .opblock-summary-method { min-width: 64px; padding: 6px 0 }
  .swagger-ui .opblock .opblock-summary-path { max-width: none; flex: 1; overflow-wrap: anywhere; word-break: break-word }
  .swagger-ui .opblock .opblock-summary-path-description-wrapper { flex-wrap: wrap; min-width: 0 }
  .swagger-ui table.parameters tbody tr, .swagger-ui table.parameters td { display: block; width: auto; padding: 4px 0 }
  .swagger-ui table.parameters thead, .swagger-ui table.responses-table > thead { display: none }
  .swagger-ui table.responses-table .response-col_links { display: none }
  .swagger-ui table.responses-table, .swagger-ui table.responses-table > tbody,
  .swagger-ui table.responses-table > tbody > tr, .swagger-ui table.responses-table > tbody > tr > td { display: block; width: auto }
  .swagger-ui table.headers { table-layout: fixed; overflow-wrap: anywhere }
  .swagger-ui .parameters-col_description input, .swagger-ui .parameters-col_description select,
  .swagger-ui .auth-container input, .swagger-ui textarea { width: 100%; max-width: none; font-size: 16px }
  .swagger-ui .opblock-body pre.microlight, .swagger-ui .highlight-code { max-width: calc(100vw - 60px); overflow-x: auto }
}
</style>
</head>
<body>
<div id="swagger-ui"></div>
<script src="./docs/swagger-ui-bundle.js"></script>
<script src="./docs/swagger-ui-init.js"></script>
</body>
</html>
`;

const START = `window.ui = SwaggerUIBundle({ ...${JSON.stringify(OPTIONS, null, 1)}, url: new URL('docs-json', document.baseURI).href });\n`;

/**
 * Swagger UI at `/docs` and the document at `/docs-json`, the events at `/docs/events` and `/asyncapi.json`: packed with brotli or gzip, and told by an ETag whether it changed, so that a
 * phone loads half a megabyte once in place of three each time.
 */
export function docsPage(describe: () => object, events: () => readonly DescribedEvent[]): RequestHandler {
  const files = new Map<string, Promise<Packed>>();
  const routes: Readonly<Record<string, () => Promise<Packed>>> = {
    '/docs': () => packed('text/html; charset=utf-8', Buffer.from(PAGE)),
    '/docs/swagger-ui-init.js': () => packed('text/javascript; charset=utf-8', Buffer.from(START)),
    '/docs/events': () => packed('text/html; charset=utf-8', Buffer.from(eventsPage(events()))),
    '/asyncapi.json': () =>
      packed('application/json; charset=utf-8', Buffer.from(JSON.stringify(asyncApiDocument(events())))),
    '/docs-json': () => packed('application/json; charset=utf-8', Buffer.from(JSON.stringify(describe()))),
    ...Object.fromEntries(
      Object.entries(ASSETS).map(([name, type]) => [
        `/docs/${name}`,
        async () => packed(type, await readFile(join(ASSET_FOLDER, name))),
      ]),
    ),
  };
  const router = express.Router();
  for (const [path, make] of Object.entries(routes)) {
    router.get(path, (request: Request, response: Response, next: NextFunction) => {
      const file = files.get(path) ?? make();
      files.set(path, file);
      file.then((one) => send(one, request, response)).catch(next);
    });
  }
  return router;
}

function packed(type: string, plain: Buffer): Promise<Packed> {
  const kept = new Map<Encoding, Promise<Buffer>>();
  const once = (encoding: Encoding, make: () => Promise<Buffer>) => () => {
    const bytes = kept.get(encoding) ?? make();
    kept.set(encoding, bytes);
    return bytes;
  };
  return Promise.resolve({
    type,
    etag: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
    bytes: {
      identity: () => Promise.resolve(plain),
      br: once('br', () => compressed.br(plain)),
      gzip: once('gzip', () => compressed.gzip(plain)),
    },
  });
}

async function send({ type, etag, bytes }: Packed, request: Request, response: Response): Promise<void> {
  const encoding = request.acceptsEncodings(['br', 'gzip', 'identity']) || 'identity';
  const tag = `"${etag}-${encoding}"`;
  // Kept by whoever has it, and asked about each time: a new version shows at once.
  response.set({ 'Content-Type': type, 'Cache-Control': 'no-cache', ETag: tag, Vary: 'Accept-Encoding' });
  if (request.headers['if-none-match']?.includes(tag)) {
    response.status(304).end();
    return;
  }
  const body = await bytes[encoding as Encoding]();
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', body.length);
  response.end(request.method === 'HEAD' ? undefined : body);
}
