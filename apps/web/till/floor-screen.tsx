import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { leastWidth, placeOf } from '../shared/floor-plan.js';
import { Broken, Empty, Loading } from '../shared/ui/states.js';
import { Tabs } from '../shared/ui/tabs.js';
import { t } from '../shared/words/index.js';
import { BillSheet } from './bill-sheet.js';
import { type Floor, tablesOn, useFloors } from './floors.js';
import type { Table } from './shop.js';
import { SittingSheet } from './sitting-sheet.js';
import { TableTile } from './table-tile.js';
import { type Till, tillStorage } from './till.js';

/** The least px that a tile needs for what stands on it, and the widest plan that is drawn for that. */
const LEAST = { width: 100, height: 84 };
const WIDEST = 3_000;
const ON_NONE = 'none';

const narrow = matchMedia('(max-width: 760px)');
const isNarrow = signal(narrow.matches);
narrow.addEventListener('change', ({ matches }) => (isNarrow.value = matches));

/** The outlet's tables, a floor at a time: as it was drawn, or by name on a phone and where nothing was drawn. */
export function FloorScreen({ till }: { readonly till: Till }): JSX.Element {
  const { tables: words } = t.value;
  const { floors, problem, reload } = useFloors(till);
  const [wanted, want] = useState(tillStorage.read<string>('floor'));
  const [shown, show] = useState<string | null>(null);
  const [billId, showBill] = useState<string | null>(null);
  const tables = till.shop.tables.value;
  if (!floors) return problem ? <Broken problem={problem} onRetry={reload} /> : <Loading />;

  const rest = tablesOn(tables, null);
  const tabs = floors.map(({ id, name }) => ({ id, label: name }));
  if (tabs.length > 0 && rest.length > 0) tabs.push({ id: ON_NONE, label: words.noFloor });
  const chosen = tabs.find(({ id }) => id === wanted)?.id ?? tabs[0]?.id;
  const floor = floors.find(({ id }) => id === chosen);
  const here = floor ? tablesOn(tables, floor.id) : rest;
  const list = (
    <>
      {here.length === 0 && <Empty title={words.none} />}
      <TablesOfFloor till={till} {...(floor && { floor })} tables={here} onTable={show} />
    </>
  );
  return (
    <section class="floor-screen">
      <h2 class="unseen">{words.title}</h2>
      {chosen === undefined ? (
        list
      ) : (
        <>
          <Tabs
            label={words.floors}
            tabs={tabs}
            chosen={chosen}
            panel="floor"
            onChoose={(id) => {
              want(id);
              tillStorage.write('floor', id);
            }}
          />
          <div id="floor" class="floor-panel" role="tabpanel" aria-labelledby={`tab-${chosen}`} tabIndex={0}>
            {list}
          </div>
        </>
      )}
      {shown && (
        <SittingSheet
          till={till}
          tableId={shown}
          floors={floors}
          onTable={show}
          onBill={showBill}
          onClose={() => show(null)}
        />
      )}
      {billId && <BillSheet till={till} orderId={billId} onClose={() => showBill(null)} />}
    </section>
  );
}

interface TablesOfFloorProps {
  readonly till: Till;
  readonly floor?: Floor;
  readonly tables: readonly Table[];
  readonly onTable: (id: string) => void;
}

function TablesOfFloor({ till, floor, tables, onTable }: TablesOfFloorProps): JSX.Element {
  const spots = new Map(floor?.tables.map((spot) => [spot.id, spot]));
  const all = tables.flatMap(({ id }) => spots.get(id) ?? []);
  const width = floor ? leastWidth(all, floor, LEAST) : 0;
  // A floor that was drawn anew while this is on the screen has tables whose places are not known yet.
  if (!floor || isNarrow.value || width > WIDEST || all.length < tables.length) {
    return (
      <ul class="table-list">
        {tables.map((table) => (
          <li key={table.id}>
            <TableTile till={till} table={table} onPress={() => onTable(table.id)} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ul class="plan" style={{ minWidth: `${width}px`, aspectRatio: `${floor.width} / ${floor.height}` }}>
      {tables.map((table) => {
        const spot = spots.get(table.id)!;
        return (
          <li key={table.id} style={placeOf(spot, floor)}>
            <TableTile till={till} table={table} spot={spot} onPress={() => onTable(table.id)} />
          </li>
        );
      })}
    </ul>
  );
}
