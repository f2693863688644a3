import type { OutgoingHttpHeaders } from 'node:http';

import type { Request, Response } from 'express';

import { namesTag } from '../versions/entity-tag.js';
import { acceptedEncodings } from './accepted-encodings.js';
import type { PackedBytes } from './packed-bytes.js';

/**
 * Answers a GET or HEAD with bytes in the encoding that the reader likes best, with the ETag of that encoding; or 304, when they have the bytes in any
 * encoding that they still take. `headers` go with both; those of the content with the bytes alone.
 */
export async function sendPacked(
  { headers: { 'accept-encoding': accepts, 'if-none-match': known } }: Request,
  response: Response,
  packed: PackedBytes,
  { headers, type }: { headers: OutgoingHttpHeaders; type: string },
): Promise<void> {
  response.vary('Accept-Encoding');
  const encodings = acceptedEncodings(accepts);
  const had = known === undefined ? undefined : encodings.find((encoding) => namesTag(known, packed.etag(encoding)));
  if (had !== undefined) {
    response.writeHead(304, { ...headers, ETag: packed.etag(had) }).end();
    return;
  }
  const { encoding, bytes } = await packed.best(encodings);
  response
    .writeHead(200, {
      ...headers,
      ETag: packed.etag(encoding),
      'Content-Type': type,
      'Content-Length': bytes.length,
      ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
    })
    .end(bytes);
}
