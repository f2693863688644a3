import { readFileSync } from 'node:fs';

import express from 'express';

/** Bare Express 5 that answers everything with the bytes of one file: what the same answer costs when nothing is asked of the server. */

const body = readFileSync(process.env['BODY_FILE'] ?? '');
const encoding = process.env['CONTENT_ENCODING'];

express()
  .get('/{*path}', (_request, response) => {
    if (encoding) response.set('Content-Encoding', encoding);
    response.type('application/json').send(body);
  })
  .listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
