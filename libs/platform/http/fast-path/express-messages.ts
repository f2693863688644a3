import http, { type IncomingMessage, type ServerResponse } from 'node:http';

import type { Express } from 'express';

/** Classes of the requests and responses of a server. */
export interface MessageClasses {
  readonly IncomingMessage: typeof IncomingMessage;
  readonly ServerResponse: typeof ServerResponse;
}

/**
 * Requests and responses that are born with Express' prototypes. Express gives every request and response its own prototype with
 * `Object.setPrototypeOf`; V8 throws away what it knows about an object whose prototype changes. Here the call changes nothing.
 */
export const expressMessages = (app: Express): MessageClasses => ({
  IncomingMessage: withPrototype(http.IncomingMessage, app.request),
  ServerResponse: withPrototype(http.ServerResponse, app.response),
});

/** A plain function that initialises like `base`: a class with `super()` would be slower than what it replaces. */
function withPrototype<T>(base: T, prototype: object): T {
  function Message(this: object, ...args: unknown[]): void {
    (base as (...args: unknown[]) => void).apply(this, args);
  }
  Message.prototype = prototype;
  return Message as T;
}
