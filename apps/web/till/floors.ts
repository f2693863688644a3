import { useEffect, useState } from 'preact/hooks';

import type { Problem, Schemas } from '../shared/api.js';
import { inTurn } from './in-turn.js';
import type { Table } from './shop.js';
import type { Till } from './till.js';

export type Floor = Schemas['FloorResponse'];

export interface Floors {
  /** In their order; none where the outlet has none. Null until they are known. */
  readonly floors: readonly Floor[] | null;
  /** Why nothing can be shown; null while something can be. */
  readonly problem: Problem | null;
  readonly reload: () => void;
}

const LATER_MS = 150;
/** What changes how a table stands, or what is due there. */
const OF_TABLES = /^(TABLE_|NEW_ORDER|ORDER_|PAYMENT_|BILL_PRINTED)/;

/** Floors and tables of the outlet, followed by its events for as long as the component is there. */
export function useFloors(till: Till): Floors {
  const { api, shop } = till;
  const outletId = shop.outlet.value?.id;
  const [floors, setFloors] = useState<readonly Floor[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    if (!outletId) return;
    let isHere = true;
    const query = { outlet_id: outletId };
    const whole = async () => {
      const [wrong, drawn] = await Promise.all([
        shop.loadTables(),
        api.get('/api/v1/floors', { params: { query } }),
        till.permissions.load(),
        till.bills.load(),
        till.lock.load(),
      ]);
      if (!isHere) return;
      if (drawn.ok) setFloors(drawn.data.data);
      setProblem(wrong ?? (drawn.ok ? null : drawn.problem));
    };
    const tables = inTurn(() => shop.loadTables(), LATER_MS);
    const everything = inTurn(whole, 0);
    everything.again();
    const end = shop.onEvent((message) => {
      if (message === null) everything.again();
      else if (OF_TABLES.test(message.type)) tables.again();
    });
    return () => {
      isHere = false;
      end();
      tables.stop();
      everything.stop();
    };
  }, [outletId, turn]);

  return { floors, problem: floors === null ? problem : null, reload: () => setTurn((before) => before + 1) };
}

const names = new Intl.Collator(undefined, { numeric: true });

/** The tables of a floor, or those on none (null), by name: Table 2 before Table 10. */
export const tablesOn = (tables: readonly Table[], floorId: string | null): readonly Table[] =>
  tables.filter((table) => table.floor_id === floorId).sort((a, b) => names.compare(a.name, b.name));

/** Where the party of a table sits besides. */
export const tablesWith = (tables: readonly Table[], { id, session_id: sitting }: Table): readonly Table[] =>
  sitting === null ? [] : tables.filter((one) => one.session_id === sitting && one.id !== id);

/** The tables that a floor says go together with this one. */
export const pairsOf = (floors: readonly Floor[], tableId: string): ReadonlySet<string> =>
  new Set(
    floors
      .flatMap(({ pairs }) => pairs.filter(({ table_ids: pair }) => pair.includes(tableId)))
      .flatMap(({ table_ids: pair }) => pair)
      .filter((id) => id !== tableId),
  );
