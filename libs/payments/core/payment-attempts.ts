import type { ActorRef, MinorUnits } from '#libs/kernel';

import type { Payable } from './payables.js';
import type { GatewayName, Presentation } from './payment-gateway.js';
import type { PaymentStatus, PaymentView } from './payments.api.js';

/** What may be kept of a presentation: a client secret is its payer's alone, and asked for again. */
export type KeptPresentation = Exclude<Presentation, { kind: 'card' }>;

/** A payment through a gateway, with what the gateway is told. */
export interface Attempt {
  readonly payment: PaymentView & { readonly gateway: string };
  readonly payable: Payable;
  readonly presentation: KeptPresentation | null;
}

export interface NewAttempt {
  readonly id: string;
  readonly payable: Payable;
  readonly shiftId: string | null;
  readonly method: string;
  readonly gateway: GatewayName;
  readonly amount: MinorUnits;
  readonly expiresAt: Date;
  readonly actor: ActorRef;
  readonly at: Date;
}

/** What the gateway said of a charge that it opened. */
export interface Opening {
  readonly reference: string;
  readonly presentation: KeptPresentation | null;
  readonly expiresAt: Date | null;
}

/** Payments through gateways, as they move: every write is one guarded statement, and says whether it changed anything. */
export abstract class PaymentAttempts {
  abstract insert(attempt: NewAttempt): Promise<void>;

  abstract find(outletId: string, id: string): Promise<Attempt | null>;

  /** For news of a gateway, which knows no outlet: by our id, or by its own. */
  abstract locate(charge: {
    gateway: string;
    paymentId: string | null;
    reference: string | null;
  }): Promise<Attempt | null>;

  /** Live and wanted, oldest first. */
  abstract liveOf(outletId: string, payableId: string): Promise<PaymentView[]>;

  /** Whatever may still be paid, given up or not. */
  abstract openOf(outletId: string, payableId: string): Promise<Attempt[]>;

  /** Takes the right to open the charge, for so long; false when somebody has it, or there is nothing to open. */
  abstract claimCall(outletId: string, id: string, seconds: number): Promise<boolean>;

  /** The charge is there: keeps what the gateway said, whatever became of the payment meanwhile. */
  abstract opened(outletId: string, id: string, opening: Opening): Promise<void>;

  /** The call ended without a charge that we know of: `UNKNOWN` when there may be one. */
  abstract notOpened(outletId: string, id: string, status: 'UNKNOWN' | 'FAILED'): Promise<void>;

  /** Moves it by rank; false when it was there, or further, already. Never to where money is counted: `capture` does. */
  abstract move(outletId: string, id: string, to: PaymentStatus, reference: string | null): Promise<boolean>;

  /** Money was taken: PAID, once. */
  abstract capture(outletId: string, id: string, capture: { at: Date; reference: string | null }): Promise<boolean>;

  /** Where captured money counts: so much of it for the bill, all of it in this shift. */
  abstract account(outletId: string, id: string, where: { applied: MinorUnits; shiftId: string | null }): Promise<void>;

  /** No longer wanted; the ids of those that were live. */
  abstract giveUp(outletId: string, ids: readonly string[]): Promise<string[]>;

  /** Parks it for a person; false when it was parked for this already. */
  abstract park(outletId: string, id: string, review: string): Promise<boolean>;
}
