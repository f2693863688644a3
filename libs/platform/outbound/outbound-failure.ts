export type OutboundReason =
  /** No connection: nothing can have arrived there. */
  | 'unreachable'
  /** Sent, and nothing came back in time. */
  | 'timed_out'
  /** The connection broke before the whole answer was there. */
  | 'cut_off'
  /** An answer that is not what this API answers: HTML, a redirect, half a JSON document, too much of it. */
  | 'unreadable'
  /** 5xx. */
  | 'failing'
  /** 429: they want fewer calls. */
  | 'busy';

/**
 * A provider did not give a usable answer. `mayHaveArrived` says whether the call can have had its effect there all the same: a charge that
 * may exist is asked for again, never made again. Carries no body, no key, no personal datum.
 */
export class OutboundFailure extends Error {
  constructor(
    readonly provider: string,
    readonly reason: OutboundReason,
    readonly mayHaveArrived: boolean,
    readonly status: number | null = null,
  ) {
    super(`${provider}: ${reason}${status === null ? '' : ` (HTTP ${status})`}`);
    this.name = 'OutboundFailure';
  }
}
