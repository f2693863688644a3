import type { Actor, MinorUnits } from '#libs/kernel';

import type { Payable } from './payables.js';
import type { Payer, Presentation } from './payment-gateway.js';
import type { PaymentView } from './payments.api.js';

export interface ReserveIntent {
  readonly payable: Payable;
  /** What nobody has paid yet. */
  readonly due: MinorUnits;
  /** The share to pay; all that is due, beside what others are paying, when absent. */
  readonly amount?: MinorUnits;
  readonly method: string;
  readonly expiresAt: Date;
  readonly actor: Actor;
}

/** An intent as its payer may see it. */
export interface OpenedIntent {
  readonly payment: PaymentView;
  readonly presentation: Presentation;
}

/** A way to pay through a gateway, as a shopper's page needs it. */
export interface OfferedMethod {
  /** `midtrans`, `pix`, `credit_card`. */
  readonly method: string;
  readonly gateway: string;
  /** For the gateway's script in the payer's browser; null when it needs none. No secret. */
  readonly publishableKey: string | null;
}

/** Payments through gateways. Whoever owns the bill holds its lock where the ambient transaction is named. */
export abstract class IntentsApi {
  /** Those of these methods that a gateway here serves in this currency. */
  abstract offered(methods: readonly string[], currency: string): OfferedMethod[];

  /** Throws `PAYMENT_METHOD_UNAVAILABLE` (422) when no gateway here serves the method in this currency. */
  abstract assertServed(method: string, currency: string): void;

  /**
   * Saves the attempt to pay, in the ambient transaction, or finds the live one that this wish means. Gives up those that would take more
   * than the bill. Answers the payment's id.
   */
  abstract reserve(input: ReserveIntent): Promise<string>;

  /**
   * Opens the charge at its gateway, once however many ask, and answers what the payer needs. Outside any transaction. Throws
   * `PROVIDER_UNAVAILABLE` (503), `PAYMENT_REFUSED` (422), `PAYMENT_NOT_OPEN` (409).
   */
  abstract open(intent: { paymentId: string; outletId: string; payer: Payer | null }): Promise<OpenedIntent>;

  /** An opened intent again, in whatever state it is. Outside any transaction. Throws as `open` does. */
  abstract show(intent: { paymentId: string; outletId: string }): Promise<OpenedIntent>;

  /** Gives up intents that would take more than `room`, in the ambient transaction: cash is on the table. */
  abstract makeRoom(payable: Payable, room: MinorUnits): Promise<void>;

  /** How many intents are live, in the ambient transaction. */
  abstract countLive(payable: Payable): Promise<number>;

  /**
   * Sees to it that nothing live can be paid any more: cancels at the gateways. Outside any transaction. What turns out to be paid is
   * applied. Throws `PROVIDER_UNAVAILABLE` (503) when a gateway does not say.
   */
  abstract closeAll(outletId: string, payableId: string): Promise<void>;
}
