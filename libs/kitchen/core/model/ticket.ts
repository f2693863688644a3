import type { ActorRef } from '#libs/kernel';
import type { DemandedLine, OrderStatus, OrderType } from '#libs/ordering';

export const TICKET_STATES = ['HELD', 'OPEN', 'READY', 'SERVED', 'VOIDED'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** What happened to a ticket that its station has to look at, until somebody there says that it was seen. */
export const TICKET_MARKS = ['VOID', 'CHANGED', 'MOVED'] as const;
export type TicketMark = (typeof TICKET_MARKS)[number];

/** What a station was asked for at once: the lines of one round of an order that it makes. */
export interface Ticket {
  readonly outletId: string;
  readonly id: string;
  /** The order that it was placed with; its lines may be on another bill by now. */
  readonly orderId: string;
  /** The number of the bill that it is on. */
  readonly orderNumber: string;
  readonly orderType: OrderType;
  readonly tableName: string | null;
  readonly isGuests: boolean;
  readonly customerId: string | null;
  /** The last part of the number of its order, and its round: `0042-2`. It stays when the bill is split, merged or moved. */
  readonly number: string;
  readonly round: number;
  readonly course: number;
  readonly station: string;
  readonly state: TicketState;
  readonly rush: boolean;
  readonly remake: boolean;
  readonly note: string | null;
  readonly createdAt: Date;
  /** When it reached the kitchen; null while it is held. */
  readonly firedAt: Date | null;
  readonly fireAt: Date | null;
  readonly dueAt: Date | null;
  readonly warnAt: Date | null;
  readonly lateAt: Date | null;
  readonly promisedAt: Date | null;
  readonly lateToldAt: Date | null;
  readonly marks: readonly TicketMark[];
  readonly bumpedAt: Date | null;
  readonly closedAt: Date | null;
  readonly version: number;
}

/** What a line was before its last change. */
export interface FormerLine {
  readonly quantity: number;
  readonly note: string | null;
  readonly modifiers: DemandedLine['modifiers'];
}

/** A line of an order as a station makes it. */
export interface KitchenLine {
  readonly outletId: string;
  readonly id: string;
  readonly ticketId: string;
  /** The order that it is on now. */
  readonly orderId: string;
  readonly itemId: string;
  /** Which part of the product; 0 is all of it. */
  readonly component: number;
  readonly position: number;
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly modifiers: DemandedLine['modifiers'];
  readonly note: string | null;
  /** What a piece takes; null for what the station says. */
  readonly prepSeconds: number | null;
  readonly status: OrderStatus;
  /** Pieces that the kitchen was asked for: written once, null before. */
  readonly fired: number | null;
  readonly firedAt: Date | null;
  readonly startedAt: Date | null;
  readonly readyAt: Date | null;
  readonly servedAt: Date | null;
  readonly voidReason: string | null;
  readonly was: FormerLine | null;
  readonly isGone: boolean;
  readonly remadeFrom: string | null;
}

/** An entry of the ledger. */
export interface KitchenMove {
  readonly id: string;
  readonly ticketId: string;
  readonly orderId: string;
  readonly lineId: string | null;
  readonly act: KitchenAct;
  /** Signed: pieces that came to the line, or left it. */
  readonly pieces: number | null;
  readonly from: OrderStatus | null;
  readonly to: OrderStatus | null;
  readonly actor: ActorRef;
  readonly reason: string | null;
  readonly at: Date;
}

export const KITCHEN_ACTS = [
  'FIRED',
  'STATUS',
  'RECALLED',
  'VOIDED',
  'REVIVED',
  'CANCELLED',
  'SPLIT',
  'CHANGED',
  'MOVED',
  'RUSH',
  'SEEN',
  'REMADE',
] as const;
export type KitchenAct = (typeof KITCHEN_ACTS)[number];

/** What a message says was done to its tickets. */
export const TICKET_CHANGES = [
  'FIRED',
  'STATUS',
  'RECALLED',
  'VOIDED',
  'CHANGED',
  'MOVED',
  'RUSH',
  'SEEN',
  'REMADE',
] as const;
export type TicketChange = (typeof TICKET_CHANGES)[number];

/** How far a station of the same round is: lines still to be made, and lines that are ready. */
export interface AlsoAt {
  readonly station: string;
  readonly open: number;
  readonly ready: number;
}

/** A ticket as it is shown. */
export interface TicketView {
  readonly ticket: Ticket;
  readonly lines: readonly KitchenLine[];
  readonly alsoAt: readonly AlsoAt[];
}

export const isActive = ({ status }: Pick<KitchenLine, 'status'>): boolean => status !== 'VOIDED';

/** Whether there is still something to make. */
export const isOpen = ({ status }: Pick<KitchenLine, 'status'>): boolean =>
  status === 'HELD' || status === 'NEW' || status === 'ACCEPTED' || status === 'COOKING';

/** Whether no line of an order stands for it alone: a component, or a second cooking. */
export const isOwn = ({ component, remadeFrom }: Pick<KitchenLine, 'component' | 'remadeFrom'>): boolean =>
  component > 0 || remadeFrom !== null;

/** The state of a ticket of these lines. */
export function stateOf(lines: readonly Pick<KitchenLine, 'status'>[]): TicketState {
  const active = lines.filter(isActive);
  if (active.length === 0) return 'VOIDED';
  if (active.every(({ status }) => status === 'HELD')) return 'HELD';
  if (active.some(isOpen)) return 'OPEN';
  return active.every(({ status }) => status === 'DONE') ? 'SERVED' : 'READY';
}

/** Where the other stations of a round stand, from the lines of its other tickets. */
export function alsoAtOf(others: readonly { readonly station: string; readonly status: OrderStatus }[]): AlsoAt[] {
  const stations = [...new Set(others.filter(isActive).map(({ station }) => station))].sort();
  return stations.map((station) => {
    const lines = others.filter((line) => line.station === station && isActive(line));
    const open = lines.filter(isOpen).length;
    return { station, open, ready: lines.length - open };
  });
}

/** Tickets are named by the last part of their order's number: `JKT-0042` gives `0042-1`. */
export const ticketNumber = (orderNumber: string, round: number): string =>
  `${orderNumber.split('-').at(-1) ?? orderNumber}-${round}`;
