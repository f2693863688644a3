import type { NextFunction, Request, RequestHandler, Response } from 'express';

/**
 * One handler of several that serve every path. Express would look for the path of each of them at every request; here each only calls
 * the next. What one throws, or passes on, is the error of all.
 */
export function inTurn(...handlers: readonly RequestHandler[]): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    const from = (place: number) => (error?: unknown) => {
      const handler = handlers[place];
      if (error !== undefined || !handler) {
        next(error);
        return;
      }
      try {
        void handler(request, response, from(place + 1));
      } catch (thrown) {
        next(thrown);
      }
    };
    from(0)();
  };
}
