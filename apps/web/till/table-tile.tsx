import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { outlineOf } from '../shared/floor-plan.js';
import { LinkIcon } from '../shared/icons.js';
import { t } from '../shared/words/index.js';
import { tablesWith } from './floors.js';
import type { Table } from './shop.js';
import { TableState } from './table-state.js';
import type { Till } from './till.js';

interface TableTileProps {
  readonly till: Till;
  readonly table: Table;
  /** Where it is drawn; absent in a list. */
  readonly spot?: Schemas['TableSpotResponse'];
  readonly onPress: () => void;
}

/** A table at a glance: how it stands and since when, how many guests, who serves them, with which tables, and what is due. */
export function TableTile({ till, table, spot, onPress }: TableTileProps): JSX.Element {
  const { till: said, tables: words } = t.value;
  const together = tablesWith(till.shop.tables.value, table);
  const about = [table.guest_count !== null && words.guests(table.guest_count), serverOf(till, table)].filter(Boolean);
  return (
    <button type="button" class={`table-tile ${spot ? 'drawn' : 'listed'} ${table.state}`} onClick={onPress}>
      {spot && <span class={`outline ${spot.shape}`} style={outlineOf(spot)} aria-hidden="true" />}
      <span class="table-head">
        <strong>{said.tableOf(table.name)}</strong>
        {table.amount_due > 0 && <strong class="number">{till.money(table.amount_due)}</strong>}
      </span>
      <TableState table={table} />
      {about.length > 0 && <span class="table-about">{about.join(' · ')}</span>}
      {together.length > 0 && (
        <span class="table-about">
          <LinkIcon size={16} /> {words.together(together.map(({ name }) => said.tableOf(name)).join(', '))}
        </span>
      )}
    </button>
  );
}

/** The name of who serves a table, as colleagues call them; null where nobody does, or it is not known. */
export function serverOf(till: Till, { server_id: id }: Table): string | null {
  if (id === null) return null;
  const me = till.session.user.value;
  if (me?.id === id) return me.name ?? me.username;
  return till.lock.colleagues.value?.find((one) => one.id === id)?.name ?? null;
}
