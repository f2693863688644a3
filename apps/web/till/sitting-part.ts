import type { Act } from '../shared/act.js';
import type { Outcome } from '../shared/api.js';
import type { Floor } from './floors.js';
import type { Table } from './shop.js';
import type { Till } from './till.js';

/** What each part of a table's sheet is given. */
export interface SittingPartProps {
  readonly till: Till;
  readonly table: Table;
  readonly floors: readonly Floor[];
  readonly act: Act;
  /** Does something to the table; then the part is closed, and `then` is done. */
  readonly perform: (work: (key: string) => Promise<Outcome<unknown>>, then?: () => void) => void;
  /** Shows another table. */
  readonly onTable: (id: string) => void;
  readonly onBack: () => void;
}

/** What belongs to a party. */
export interface PartyPartProps extends SittingPartProps {
  readonly sessionId: string;
}
