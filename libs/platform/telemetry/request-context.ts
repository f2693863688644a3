import { AsyncLocalStorage } from 'node:async_hooks';

import type { Actor, PermissionKey } from '#libs/kernel';

import { type Span, traceparentOf } from './tracing.js';

/** What belongs to the request or job in hand: its id (answered, logged, passed on), who asks, and their language. */
export interface RequestContext {
  /** Of a job: the id of the request that caused it, or `job-<id>` when none did. */
  readonly requestId: string;
  /** The job in hand. */
  readonly jobId?: string;
  /** Where a trace goes on that this belongs to; absent while traces are off. */
  readonly span?: Span;
  /** Where it came from, as TRUST_PROXY lets us believe; absent for jobs. */
  readonly clientAddress?: string;
  /** What limits count an anonymous caller by: the address, or its /64. */
  readonly network?: string;
  actor?: Actor;
  /** The login session, or the table's session, behind the token. */
  sessionId?: string;
  locale?: string;
  /** The approval grant that came with it, and what tells this request from others. Never logged. */
  presentedGrant?: { readonly token: string; readonly requestHash: string };
  /** The permissions that the grant has to stand for. */
  neededApproval?: { readonly outletId: string; readonly keys: readonly PermissionKey[] };
  /** Set once something of it was kept in the database. */
  mayHaveChanged?: boolean;
  /** Set once something was read that may be older than the request: everything until then is in it. */
  dataAsOf?: Date;
  /** Says something in a header of the answer; absent for jobs. */
  readonly tell?: (header: string, value: string) => void;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** What is kept of the request or job in hand with the work that follows from it. */
export interface Cause {
  readonly requestId: string | null;
  /** As W3C Trace Context has it. */
  readonly traceparent: string | null;
}

const NOTHING: Cause = { requestId: null, traceparent: null };

export function currentCause(): Cause {
  const context = storage.getStore();
  return context ? { requestId: context.requestId, traceparent: traceparentOf(context.span) } : NOTHING;
}

export const currentRequest = (): RequestContext | undefined => storage.getStore();

/** Whose turn it is, where callers share something scarce. A user is one caller, however many sessions they open. */
export function currentCaller(): string {
  const { actor, network } = currentRequest() ?? {};
  if (actor?.kind === 'user') return `user:${actor.id}`;
  if (actor?.kind === 'guest') return `session:${actor.sessionId}`;
  return network === undefined ? 'process' : `address:${network}`;
}

export const withRequest = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);
