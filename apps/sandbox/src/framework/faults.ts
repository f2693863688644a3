/** What can go wrong with a call that a provider receives, in the order of its life. */
export const CALL_FAULTS = [
  /** The connection is reset before anything is done. */
  'reset',
  /** `status` (500) in the provider's own shape of an error; nothing is done. */
  'error',
  /** A proxy's page in HTML with `status` (200); nothing is done. */
  'html',
  /** 302 to `location` (a path of this provider that counts who follows); nothing is done. */
  'redirect',
  /** It is done, and the answer tells another amount (`amount`, or one that is too small). */
  'wrong-amount',
  /** It is done, and the answer leaves `ms` (of the wall's time) late. */
  'delay',
  /** It is done, and the answer breaks off in the middle. */
  'half-body',
  /** It is done, and the connection is reset instead of an answer. */
  'reset-after',
  /** The refund is accepted, and fails later. */
  'refund-fails',
  /** The quote says that a carrier's service does not go there: the one of `code`, or all of them. */
  'service-unavailable',
  /** The invoice is taken, and the tax authority refuses it with `code`. */
  'document-rejected',
  /** The invoice is taken, and the tax authority refuses it for good: its number is burnt. */
  'document-denied',
  /** The tax authority does not let the invoice be cancelled. */
  'cancel-refused',
] as const;

/** What can go wrong with a webhook; `operation` is then the name of its event. */
export const WEBHOOK_FAULTS = [
  /** Never sent, never retried. */
  'webhook-lost',
  /** Sent twice at the same moment. */
  'webhook-doubled',
  /** First sent `ms` (of the sandbox's clock) late. */
  'webhook-delayed',
  /** Held back until the next webhook about the same thing has been sent; several come in reverse. */
  'webhook-reordered',
] as const;

export const FAULT_KINDS = [...CALL_FAULTS, ...WEBHOOK_FAULTS] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** For so many calls; until cleared when absent. */
  readonly times?: number;
  /** Only for this operation (`create`, `refund`, …) or this webhook event. */
  readonly operation?: string;
  readonly ms?: number;
  readonly status?: number;
  readonly location?: string;
  /** A carrier's service, or an authority's reason. */
  readonly code?: string;
  /** In the provider's own smallest unit. */
  readonly amount?: number;
}

/** The faults that one provider was told to have. Those injected first are taken first. */
export class Faults {
  private waiting: { fault: Fault; left: number }[] = [];

  inject(fault: Fault): void {
    this.waiting.push({ fault, left: fault.times ?? Infinity });
  }

  /** The fault of one of these kinds that hits this operation (and this code, when both name one), used up by one. */
  take(kinds: readonly FaultKind[], operation: string, code?: string): Fault | undefined {
    const hit = this.waiting.find(
      ({ fault }) =>
        kinds.includes(fault.kind) &&
        (fault.operation ?? operation) === operation &&
        (code === undefined || (fault.code ?? code) === code),
    );
    if (!hit) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) this.waiting = this.waiting.filter((one) => one !== hit);
    return hit.fault;
  }

  list(): Fault[] {
    return this.waiting.map(({ fault, left }) => (left === Infinity ? fault : { ...fault, times: left }));
  }

  clear(): void {
    this.waiting = [];
  }
}
