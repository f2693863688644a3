import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';

import { PackedBytes } from '../encodings/packed-bytes.js';
import { sendPacked } from '../encodings/send-packed.js';
import { asyncApiDocument, type DescribedEvent } from '../../events/asyncapi.js';
import { eventsPage } from '../../events/events-page.js';

/** Resolved, not loaded: the package's main file evaluates the whole page of Swagger UI, a quarter of a second of each start. */
const ASSET_FOLDER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

interface File {
  readonly type: string;
  readonly bytes: PackedBytes;
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
 * Swagger UI at `/docs` and the document at `/docs-json`, the events at `/docs/events` and `/asyncapi.json`: packed with brotli or gzip, and told by an
 * ETag whether it changed, so that a phone loads half a megabyte once in place of three each time.
 */
export function docsPage(describe: () => object, events: () => readonly DescribedEvent[]): RequestHandler {
  const files = new Map<string, Promise<File>>();
  const routes: Readonly<Record<string, () => Promise<File>>> = {
    '/docs': () => file('text/html; charset=utf-8', Buffer.from(PAGE)),
    '/docs/swagger-ui-init.js': () => file('text/javascript; charset=utf-8', Buffer.from(START)),
    '/docs/events': () => file('text/html; charset=utf-8', Buffer.from(eventsPage(events()))),
    '/asyncapi.json': () =>
      file('application/json; charset=utf-8', Buffer.from(JSON.stringify(asyncApiDocument(events())))),
    '/docs-json': () => file('application/json; charset=utf-8', Buffer.from(JSON.stringify(describe()))),
    ...Object.fromEntries(
      Object.entries(ASSETS).map(([name, type]) => [
        `/docs/${name}`,
        async () => file(type, await readFile(join(ASSET_FOLDER, name))),
      ]),
    ),
  };
  const router = express.Router();
  for (const [path, make] of Object.entries(routes)) {
    router.get(path, (request: Request, response: Response, next: NextFunction) => {
      const made = files.get(path) ?? make();
      files.set(path, made);
      // Kept by whoever has it, and asked about each time: a new version shows at once.
      made
        .then(({ type, bytes }) =>
          sendPacked(request, response, bytes, { type, headers: { 'Cache-Control': 'no-cache' } }),
        )
        .catch(next);
    });
  }
  return router;
}

const file = (type: string, plain: Buffer): Promise<File> => Promise.resolve({ type, bytes: new PackedBytes(plain) });
