import type { Sandbox } from '../../../sandbox/src/start-sandbox.js';
import type { Caller } from './caller.js';
import type { MenuCard } from './menu-card.js';
import type { Narrator } from './narrator.js';
import type { OutsideWorld } from './outside-world.js';
import type { Tablet } from './tablet.js';
import type { Order } from './words.js';

/** Everybody at work, each with a token of their own. */
export interface Staff {
  readonly kasir: Caller;
  readonly supervisor: Caller;
  readonly waiter: Caller;
  readonly kitchen: Caller;
  readonly admin: Caller;
}

/** Where the day begins in the log of events. */
export interface Screens {
  readonly since: number;
  readonly kitchen: Tablet;
  readonly bar: Tablet;
  readonly till: Tablet;
}

/** The cashier's drawer, and the story's own book of it: what the Z report must come to. */
export interface Drawer {
  readonly shiftId: string;
  readonly float: number;
  readonly book: Entry[];
}

export interface Entry {
  readonly what: string;
  readonly amount: number;
  /** Through a gateway, so that it never was in the drawer; cash when absent. */
  readonly method?: string;
}

export interface Table {
  readonly sessionId: string;
  readonly phones: readonly [Caller, Caller];
  readonly menu: MenuCard;
}

/** What the day is played with; each chapter is handed what it needs of it. */
export interface Stage {
  /** Where the two guests sit. */
  readonly table: { readonly id: string; readonly name: string };
  readonly staff: Staff;
  readonly narrator: Narrator;
  readonly world: OutsideWorld;
}

/** What happens online needs somebody to play the outside world. */
export interface OnlineStage extends Stage {
  readonly sandbox: Sandbox;
}

export interface Bills {
  readonly first: Order;
  readonly second: Order;
}
