import type { BasisPoints, MinorUnits, OutletScope } from '#libs/kernel';

import type { ReasonKind } from './model/reason.js';

export type { ReasonKind } from './model/reason.js';

/** How an order reaches its guest, as far as an outlet's rules differ by it. */
export const SERVED_ORDER_TYPES = ['DINE_IN', 'TAKEAWAY', 'DELIVERY', 'ONLINE'] as const;
export type ServedOrderType = (typeof SERVED_ORDER_TYPES)[number];

/** How what guests order at a table reaches the kitchen. */
export const GUEST_ORDERS = ['DIRECT', 'APPROVE', 'APPROVE_FIRST', 'PAY_FIRST'] as const;
export type GuestOrders = (typeof GUEST_ORDERS)[number];

export const TIPS_TO = ['SERVER', 'POOL'] as const;
export type TipsTo = (typeof TIPS_TO)[number];

export const CLOSE_STEPS = ['ONE_STEP', 'TWO_STEP'] as const;
export type CloseSteps = (typeof CLOSE_STEPS)[number];

/** How a branch does business. Every rate is in basis points (1000 is 10 %), every amount in the outlet's minor units. */
export interface OutletSettings {
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2: `ID`, `BR`. A Brazilian outlet's online shop asks for a CPF. */
  readonly country: string;
  readonly currency: string;
  /** Language of receipts and reports: `en`, `id` or `pt-BR`. */
  readonly locale: string;
  /** IANA name, `Asia/Jakarta`. */
  readonly timeZone: string;
  /** `HH:MM`: sales before it belong to the day before. */
  readonly businessDayCutoff: string;
  readonly taxRate: BasisPoints;
  /** Whether menu prices include the tax, or it is added to them. */
  readonly taxInclusive: boolean;
  readonly serviceChargeRate: BasisPoints;
  /** Types of orders that the service charge is taken on; others have none. */
  readonly serviceChargeTypes: readonly ServedOrderType[];
  /** Smallest coin: cash is rounded half up to a multiple of it. 1 where nothing is rounded. */
  readonly cashRounding: MinorUnits;
  /** Letters before an order's number: `JKT`. */
  readonly orderPrefix: string;
  /** A drawer that is off by more than this needs a supervisor to close it. */
  readonly cashDifferenceLimit: MinorUnits;
  /** Payment methods the outlet offers: `cash` and gateways by name. */
  readonly paymentMethods: readonly string[];
  readonly address: string | null;
  readonly taxNumber: string | null;
  readonly phone: string | null;
  /** When a CUSTOMER's order that is not at a table reaches the kitchen: once it is paid, at once, or when staff accept it. */
  readonly fireOn: 'PAID' | 'PLACED' | 'ACCEPTED';
  /** Unpaid orders that a CUSTOMER may have open at once. */
  readonly maxUnpaidOrders: number;
  /** Pieces that a CUSTOMER or a GUEST may order of one thing, and on one bill. */
  readonly maxPiecesPerLine: number;
  readonly maxPiecesPerOrder: number;
  /** Whole percent of the stock there is that unpaid orders of one buyer may hold; ten pieces always. 100: all of it. */
  readonly heldStockPercent: number;
  /**
   * When what a guest at a table orders reaches the kitchen: at once, when staff accept it, when staff have accepted the sitting's first, or
   * once it is paid.
   */
  readonly guestOrders: GuestOrders;
  /** The guest page's one colour, `#rrggbb`; null for its own. */
  readonly themeAccent: string | null;
  /** An https address of a picture; null for none. */
  readonly themeLogoUrl: string | null;
  /** The languages that the guest page offers: `en`, `id`, `pt-BR`. */
  readonly languages: readonly string[];
  /** Whose a tip is for which nobody is named: whoever opened the bill, or the pool. */
  readonly tipsTo: TipsTo;
  /** The tips that pages and tills offer, in whole percent; none where it is empty. */
  readonly tipPresets: readonly number[];
  /** `TWO_STEP`: whoever counts a drawer ends its shift, and somebody else audits it. */
  readonly close: CloseSteps;
  /** Whether a table that guests have left waits to be cleaned before it is free. */
  readonly tablesNeedCleaning: boolean;
  /** How long a sitting goes on after all of its bills are paid; null: until somebody ends it, or its time is over. */
  readonly lingerMinutes: number | null;
}

/** The service charge of an order of this type. */
export const serviceChargeRateOf = (
  outlet: Pick<OutletSettings, 'serviceChargeRate' | 'serviceChargeTypes'>,
  type: ServedOrderType,
): BasisPoints => (outlet.serviceChargeTypes.includes(type) ? outlet.serviceChargeRate : 0);

/** Answers from a cache that the outlets' own events keep fresh: no round trip on the way to an order. */
export abstract class OutletsApi {
  /** Throws `OUTLET_NOT_FOUND` for an unknown or closed outlet. */
  abstract get(outletId: string): Promise<OutletSettings>;

  /** Open outlets in a scope, oldest first. */
  abstract list(scope: OutletScope): Promise<OutletSettings[]>;
}

export interface ChosenReason {
  readonly outletId: string;
  readonly reasonId: string;
  /** What the act may be done for. */
  readonly kinds: readonly ReasonKind[];
  /** What is said beside it, in words of whoever does it. */
  readonly note?: string;
}

/** Reasons that an outlet's staff choose from, for whoever is given one. */
export abstract class ReasonsApi {
  /**
   * What a history keeps of a reason that was chosen: its label, and the note behind it. Throws `REASON_NOT_FOUND` (404), and `REASON_INACTIVE`,
   * `REASON_OF_OTHER_KIND` and `REASON_NOTE_REQUIRED` (422).
   */
  abstract wordsOf(chosen: ChosenReason): Promise<string>;
}
