import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** Of everything that needs a token, of tokens themselves, and of every problem document. */
export const NOT_KEPT = 'no-store';

type Headers = readonly (readonly [string, string])[];

/**
 * Helmet's headers, which are the same for every answer: it is asked once. Swagger UI runs scripts of its own in its page. No answer is
 * kept by anybody on its way unless its route says so, as the public catalogue's does: what is new is private until somebody thinks of it.
 */
export function secureHeaders(): RequestHandler {
  const everywhere = headersOf(helmet());
  const docs = headersOf(
    helmet({
      contentSecurityPolicy: {
        directives: { 'script-src': ["'self'", "'unsafe-inline'"], 'upgrade-insecure-requests': null },
      },
    }),
  );
  return (request: Request, response: Response, next: NextFunction): void => {
    for (const [name, value] of isDocs(request.url) ? docs : everywhere) response.setHeader(name, value);
    response.setHeader('Cache-Control', NOT_KEPT);
    next();
  };
}

const isDocs = (url: string): boolean => /^\/docs(?![^/?])/i.test(url);

function headersOf(
  middleware: (request: IncomingMessage, response: ServerResponse, next: () => void) => void,
): Headers {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  middleware(request, response, () => undefined);
  const { getRawHeaderNames } = response as unknown as { getRawHeaderNames: () => string[] };
  return getRawHeaderNames.call(response).map((name) => [name, String(response.getHeader(name))]);
}
