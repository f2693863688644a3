import { AsyncLocalStorage } from 'node:async_hooks';

import type { Actor } from '#libs/kernel';

/** What belongs to the request or job in hand: its id (answered, logged, passed on), who asks, and their language. */
export interface RequestContext {
  readonly requestId: string;
  actor?: Actor;
  locale?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const currentRequest = (): RequestContext | undefined => storage.getStore();

export const withRequest = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);
