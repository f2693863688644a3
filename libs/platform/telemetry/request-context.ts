import { AsyncLocalStorage } from 'node:async_hooks';

import type { Actor } from '#libs/kernel';

/** What belongs to the request or job in hand: its id (answered, logged, passed on), who asks, and their language. */
export interface RequestContext {
  readonly requestId: string;
  /** Where it came from, as TRUST_PROXY lets us believe; absent for jobs. */
  readonly clientAddress?: string;
  /** What limits count an anonymous caller by: the address, or its /64. */
  readonly network?: string;
  actor?: Actor;
  /** The login session, or the table's session, behind the token. */
  sessionId?: string;
  locale?: string;
  /** Set once something of it was kept in the database. */
  mayHaveChanged?: boolean;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const currentRequest = (): RequestContext | undefined => storage.getStore();

/** Whose turn it is, where callers share something scarce. A user is one caller, however many sessions they open. */
export function currentCaller(): string {
  const { actor, network } = currentRequest() ?? {};
  if (actor?.kind === 'user') return `user:${actor.id}`;
  if (actor?.kind === 'guest') return `session:${actor.sessionId}`;
  return network === undefined ? 'process' : `address:${network}`;
}

export const withRequest = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);
