import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Outcome } from '../shared/api.js';
import { LinkIcon } from '../shared/icons.js';
import { useAct } from '../shared/act.js';
import { Button } from '../shared/ui/button.js';
import { Sheet } from '../shared/ui/sheet.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { type Floor, tablesWith } from './floors.js';
import { said } from './problems.js';
import type { Table } from './shop.js';
import type { SittingPartProps } from './sitting-part.js';
import { SittingBills } from './sitting-bills.js';
import { LeavePart, SeatPart } from './sitting-parts.js';
import { LinkPart, MovePart } from './table-choice.js';
import { TableState } from './table-state.js';
import { serverOf } from './table-tile.js';
import type { Till } from './till.js';
import { Wrong } from './wrong.js';

/** What asks for more before it is done with a table. */
type Part = 'seat' | 'link' | 'move' | 'leave';

interface SittingSheetProps {
  readonly till: Till;
  readonly tableId: string;
  readonly floors: readonly Floor[];
  /** Shows another table. */
  readonly onTable: (id: string) => void;
  readonly onBill: (id: string) => void;
  readonly onClose: () => void;
}

/** What is known of a table and its party, and what the person at the till may do there. */
export function SittingSheet({ till, tableId, floors, onTable, onBill, onClose }: SittingSheetProps): JSX.Element {
  const { till: words, tables } = t.value;
  const all = till.shop.tables.value;
  const table = all.find(({ id }) => id === tableId);
  const [part, setPart] = useState<Part | null>(null);
  const act = useAct();
  const sitting = table?.session_id ?? null;
  // What was begun for one party is not done to the next.
  useEffect(() => setPart(null), [tableId, sitting]);
  if (!table) {
    return (
      <Sheet title={words.table} onClose={onClose}>
        <p>{tables.gone}</p>
      </Sheet>
    );
  }
  const perform = (work: (key: string) => Promise<Outcome<unknown>>, then?: () => void) =>
    act.run(async () => {
      const told = await work(newId());
      // What another till did meanwhile is to be seen beside the refusal.
      await till.shop.loadTables();
      if (!told.ok) return told.problem;
      setPart(null);
      then?.();
      return null;
    });
  const onBack = () => {
    act.clear();
    setPart(null);
  };
  const parts = { till, table, floors, act, perform, onTable, onBack };
  return (
    <Sheet title={words.tableOf(table.name)} class="sitting-sheet" onClose={onClose}>
      <About till={till} table={table} />
      <SittingBills till={till} table={table} onBill={onBill} />
      {part === null && act.problem && <Wrong text={said(act.problem)} />}
      {part === 'seat' && <SeatPart {...parts} />}
      {part === 'leave' && sitting && <LeavePart {...parts} sessionId={sitting} />}
      {part === 'link' && sitting && <LinkPart {...parts} sessionId={sitting} />}
      {part === 'move' && sitting && <MovePart {...parts} sessionId={sitting} />}
      {part === null && <Acts {...parts} onPart={setPart} onClose={onClose} />}
    </Sheet>
  );
}

function About({ till, table }: { readonly till: Till; readonly table: Table }): JSX.Element {
  const { till: words, tables } = t.value;
  const together = tablesWith(till.shop.tables.value, table);
  const server = serverOf(till, table);
  const size = table.guest_count !== null ? tables.guests(table.guest_count) : null;
  const about = [size, table.seats !== null && tables.seats(table.seats), table.area].filter(Boolean);
  return (
    <div class="stack tight">
      <p class="row between">
        <TableState table={table} />
        {table.amount_due > 0 && (
          <span>
            {tables.toPay} <strong class="number">{till.money(table.amount_due)}</strong>
          </span>
        )}
      </p>
      {about.length > 0 && <p class="quiet">{about.join(' · ')}</p>}
      {server && (
        <p>
          {tables.servedBy} {server}
        </p>
      )}
      {together.length > 0 && (
        <p class="row">
          <LinkIcon size={20} /> {tables.together(together.map(({ name }) => words.tableOf(name)).join(', '))}
        </p>
      )}
    </div>
  );
}

interface ActsProps extends SittingPartProps {
  readonly onPart: (part: Part) => void;
  readonly onClose: () => void;
}

/** What can be done with a table as it stands. */
function Acts({ till, table, act, perform, onPart, onClose }: ActsProps): JSX.Element {
  const { till: words, tables } = t.value;
  const { session_id: sitting, session, state } = table;
  const params = { path: { id: table.id } };
  const isBlocked = state === 'BLOCKED';
  const mayManage = till.permissions.mayAlone('tables.manage');
  const mayBlock = till.isLead.value && till.permissions.mayAlone('tables.layout');
  const linked = tablesWith(till.shop.tables.value, table)
    .concat(table)
    .filter((one) => one.linked_to !== null);
  const order = () => {
    // The bill is the sitting's: that of its own table, wherever it sits besides.
    const at = session ? { id: session.table_id, name: session.table_name } : { id: table.id, name: table.name };
    const { cart } = till.selling;
    cart.value = { ...cart.value, type: 'DINE_IN', table: at, addTo: null };
    onClose();
    till.go('sell');
  };
  const to = (what: 'clean' | 'block' | 'unblock') => () =>
    perform((key) => till.api.post(`/api/v1/tables/{id}/${what}`, { params, key }));
  const unlink = (id: string) => () =>
    perform((key) =>
      till.api.post('/api/v1/table-sessions/{id}/unlink', {
        params: { path: { id: sitting! } },
        body: { table_id: id },
        key,
      }),
    );
  return (
    <div class="acts">
      {mayManage && state === 'DIRTY' && (
        <Button kind="main" busy={act.isBusy} onPress={to('clean')}>
          {tables.clean}
        </Button>
      )}
      {!isBlocked && (
        <Button kind={state === 'DIRTY' ? 'plain' : 'main'} onPress={order}>
          {tables.order}
        </Button>
      )}
      {mayManage && !sitting && !isBlocked && <Button onPress={() => onPart('seat')}>{tables.seat}</Button>}
      {mayManage && sitting && <Button onPress={() => onPart('move')}>{tables.move}</Button>}
      {mayManage && sitting && <Button onPress={() => onPart('link')}>{tables.link}</Button>}
      {mayManage &&
        sitting &&
        linked.map(({ id, name }) => (
          <Button key={id} busy={act.isBusy} onPress={unlink(id)}>
            {tables.unlink(words.tableOf(name))}
          </Button>
        ))}
      {mayManage && sitting && (
        <Button kind="danger" onPress={() => onPart('leave')}>
          {tables.left}
        </Button>
      )}
      {mayBlock && !sitting && !isBlocked && (
        <Button busy={act.isBusy} onPress={to('block')}>
          {tables.block}
        </Button>
      )}
      {mayBlock && isBlocked && (
        <Button kind="main" busy={act.isBusy} onPress={to('unblock')}>
          {tables.unblock}
        </Button>
      )}
    </div>
  );
}
