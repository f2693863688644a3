import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';

import { PlusIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { Empty } from '../shared/ui/states.js';
import { EditButton } from './edit-button.js';

/** What the form of a row tells the list that it was opened from. */
export interface SheetActs {
  readonly onClose: () => void;
  /** It was saved or deleted. */
  readonly onDone: () => void | Promise<void>;
}

interface EditableRowsProps<Row> {
  readonly rows: readonly Row[];
  /** What the button says that adds one. */
  readonly add: string;
  /** What stands there while there are none; nothing where there always is one. */
  readonly none?: string;
  readonly nameOf: (row: Row) => string;
  /** The cells of a row, before its button. */
  readonly cells: (row: Row) => ComponentChildren;
  /** The form of a row, or of a new one (null). */
  readonly sheet: (row: Row | null, acts: SheetActs) => JSX.Element;
  /** Asks for the rows again: the form stays until they are here, so that none is opened again as it was before. */
  readonly onChanged: () => Promise<void>;
}

/** A list whose rows are added, changed and deleted in a form over the page. */
export function EditableRows<Row extends { readonly id: string }>({
  rows,
  add,
  none,
  nameOf,
  cells,
  sheet,
  onChanged,
}: EditableRowsProps<Row>): JSX.Element {
  const [editing, edit] = useState<Row | 'new' | null>(null);
  const onClose = () => edit(null);
  const onDone = async () => {
    await onChanged();
    onClose();
  };
  return (
    <>
      <div class="row">
        <Button kind="main" onPress={() => edit('new')}>
          <PlusIcon size={20} /> {add}
        </Button>
      </div>
      {none !== undefined && rows.length === 0 && <Empty title={none} />}
      <ul class="lines">
        {rows.map((row) => (
          <li key={row.id}>
            {cells(row)}
            <EditButton name={nameOf(row)} onPress={() => edit(row)} />
          </li>
        ))}
      </ul>
      {editing !== null && sheet(editing === 'new' ? null : editing, { onClose, onDone })}
    </>
  );
}
