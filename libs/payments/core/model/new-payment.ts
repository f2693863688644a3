import type { ActorRef, MinorUnits } from '#libs/kernel';

import type { CashTaken } from './cash-share.js';
import type { GatewayName } from './charge.js';
import type { BillPart, Payable } from './payable.js';
import type { CardType, Tender } from './tender.js';

/** What its payer gives on top; nothing when absent. `tipTo`: whose it is, the pool's when null or absent. */
interface WithTip {
  readonly tip?: MinorUnits;
  readonly tipTo?: string | null;
}

export interface NewCashPayment extends WithTip {
  readonly id: string;
  readonly payable: Payable;
  readonly shiftId: string;
  readonly cash: CashTaken;
  /** What the guest handed over. */
  readonly tendered: MinorUnits;
  readonly part?: BillPart | null;
  readonly actor: ActorRef;
  readonly at: Date;
}

export interface NewTenderPayment extends WithTip {
  readonly id: string;
  readonly payable: Payable;
  readonly tender: Pick<Tender, 'id' | 'name' | 'method' | 'fiscalCode' | 'confirm'>;
  readonly amount: MinorUnits;
  /** Of the slip, transfer or voucher. */
  readonly reference: string | null;
  readonly last4: string | null;
  readonly cardType: CardType | null;
  /** The business date. */
  readonly day: string;
  readonly shiftId: string | null;
  readonly part?: BillPart | null;
  readonly actor: ActorRef;
  readonly at: Date;
}

export interface NewExchangePayment {
  readonly id: string;
  readonly payable: Payable;
  readonly amount: MinorUnits;
  readonly shiftId: string | null;
  readonly actor: ActorRef;
  readonly at: Date;
}

export interface NewGatewayPayment extends WithTip {
  readonly id: string;
  readonly payable: Payable;
  readonly shiftId: string | null;
  readonly method: string;
  readonly gateway: GatewayName;
  readonly amount: MinorUnits;
  readonly expiresAt: Date;
  readonly part?: BillPart | null;
  readonly actor: ActorRef;
  readonly at: Date;
}
