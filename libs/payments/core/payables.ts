import type { ActorRef, MinorUnits } from '#libs/kernel';

/** What is paid for: a bill of some module's, known here by id, amount, currency and outlet alone. */
export interface Payable {
  readonly id: string;
  readonly outletId: string;
  readonly currency: string;
  /** For the receipt and the gateway's page: the order's number. */
  readonly label: string;
  readonly sessionId: string | null;
  readonly customerId: string | null;
}

/**
 * Told, in the ambient transaction, when money for a payable moved outside its own use case (a refund, a gateway's capture). Implemented by
 * ordering, which payments must not call.
 */
export abstract class Payables {
  abstract refunded(payableId: string, outletId: string, amount: MinorUnits, actor: ActorRef): Promise<void>;
}
