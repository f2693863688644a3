import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { PlusIcon, QrCodeIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { Empty } from '../shared/ui/states.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { asSeen } from './as-seen.js';
import { EditButton } from './edit-button.js';
import { everything, PAGE } from '../shared/everything.js';
import { FloorEditor } from './floor-editor.js';
import { Floors } from './floors.js';
import { FormSheet } from './form.js';
import { finish } from './finish.js';
import { numberIn, textIn, textOrNull } from './form-values.js';
import type { ScreenProps } from './admin.js';
import { QrSheet } from './qr-sheet.js';
import { tableNames } from './table-names.js';
import type { Table } from './shapes.js';
import { Shown, useTold } from './told.js';

/** Tables by area, and the sheet of codes that is printed and put on them. */
export function TablesScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { admin: words } = t.value;
  const [editing, edit] = useState<Table | 'new' | null>(null);
  const [isPrinting, print] = useState(false);
  const [arranging, arrange] = useState<string | null>(null);
  const query = { outlet_id: outlet.id, limit: PAGE };
  const told = useTold(async () => {
    const [tables, floors] = await Promise.all([
      everything((offset) => admin.api.get('/api/v1/tables', { params: { query: { ...query, offset } } })),
      admin.api.get('/api/v1/floors', { params: { query: { outlet_id: outlet.id } } }),
    ]);
    if (!tables.ok) return tables;
    return floors.ok ? { ...floors, data: { tables: tables.data, floors: floors.data.data } } : floors;
  }, [outlet.id]);
  const done = async () => {
    await told.reload();
    edit(null);
  };
  return (
    <Shown told={told}>
      {({ tables, floors }) => {
        const floor = floors.find(({ id }) => id === arranging);
        const close = () => void told.reload().then(() => arrange(null));
        if (floor) {
          return <FloorEditor key={floor.id} {...{ admin, floor, floors, tables }} onClose={close} />;
        }
        if (isPrinting) return <QrSheet admin={admin} outlet={outlet} tables={tables} onClose={() => print(false)} />;
        const areas = [...new Set(tables.map(({ area }) => area ?? ''))].sort();
        return (
          <>
            <div class="row">
              <Button kind="main" onPress={() => edit('new')}>
                <PlusIcon size={20} /> {words.addTables}
              </Button>
              {tables.length > 0 && (
                <Button onPress={() => print(true)}>
                  <QrCodeIcon size={20} /> {words.printCodes}
                </Button>
              )}
            </div>
            {tables.length === 0 && <Empty title={words.noTables} />}
            {areas.map((area) => (
              <section key={area} class="stack tight">
                {areas.length > 1 && <h3>{area || words.noArea}</h3>}
                <ul class="lines">
                  {tables
                    .filter((table) => (table.area ?? '') === area)
                    .map((table) => (
                      <li key={table.id}>
                        <strong>{table.name}</strong>
                        <span class="quiet">{table.seats === null ? '' : words.seatsOf(table.seats)}</span>
                        <span class="quiet">{table.active ? '' : words.inactive}</span>
                        <EditButton name={table.name} onPress={() => edit(table)} />
                      </li>
                    ))}
                </ul>
              </section>
            ))}
            {(tables.length > 0 || floors.length > 0) && (
              <Floors {...{ admin, outlet, floors }} onArrange={({ id }) => arrange(id)} onChanged={told.reload} />
            )}
            {editing === 'new' && <NewTables admin={admin} outlet={outlet} onClose={() => edit(null)} onDone={done} />}
            {editing !== null && editing !== 'new' && (
              <TableSheet admin={admin} table={editing} onClose={() => edit(null)} onDone={done} />
            )}
          </>
        );
      }}
    </Shown>
  );
}

interface Doing {
  readonly onClose: () => void;
  readonly onDone: () => void | Promise<void>;
}

function NewTables({ admin, outlet, onClose, onDone }: ScreenProps & Doing): JSX.Element {
  const { admin: words } = t.value;
  const [made, setMade] = useState<readonly string[]>([]);
  return (
    <FormSheet
      title={words.addTables}
      onClose={made.length > 0 ? onDone : onClose}
      submit={words.save}
      fields={[
        { kind: 'text', name: 'name', label: words.tableNames, hint: words.tableNamesHint, required: true },
        { kind: 'text', name: 'area', label: words.area, hint: words.areaHint, maxLength: 60 },
        { kind: 'text', name: 'seats', label: words.seats, inputmode: 'numeric' },
      ]}
      values={{ name: '', area: '', seats: '' }}
      onSubmit={async (values) => {
        const names = tableNames(textIn(values, 'name'));
        const wrong = (detail: string) => ({ status: 0, code: 'NAMES', title: '', detail, errors: [], more: {} });
        if (!names) return wrong(words.tableNamesWrong);
        const done = [...made];
        for (const name of names.filter((one) => !made.includes(one))) {
          const body = {
            outlet_id: outlet.id,
            name,
            area: textOrNull(values, 'area'),
            seats: numberIn(values, 'seats'),
          };
          const told = await admin.api.post('/api/v1/tables', { body });
          if (!told.ok) {
            setMade(done);
            return told.problem;
          }
          done.push(name);
        }
        toast(words.tablesMade(done.length));
        await onDone();
        return null;
      }}
    />
  );
}

function TableSheet({ admin, table, onClose, onDone }: Pick<ScreenProps, 'admin'> & Doing & { readonly table: Table }) {
  const { admin: words } = t.value;
  const params = { path: { id: table.id } };
  return (
    <FormSheet
      title={words.edit(table.name)}
      onClose={onClose}
      submit={words.save}
      fields={[
        { kind: 'text', name: 'name', label: words.name, required: true, maxLength: 60 },
        { kind: 'text', name: 'area', label: words.area, maxLength: 60 },
        { kind: 'text', name: 'seats', label: words.seats, inputmode: 'numeric' },
        { kind: 'check', name: 'active', label: words.active },
        { kind: 'check', name: 'rotate', label: words.newCode, hint: words.newCodeHint },
      ]}
      values={{
        name: table.name,
        area: table.area ?? '',
        seats: table.seats === null ? '' : String(table.seats),
        active: table.active,
        rotate: false,
      }}
      onSubmit={async (values) => {
        const body = {
          name: textIn(values, 'name'),
          area: textOrNull(values, 'area'),
          seats: numberIn(values, 'seats'),
          active: values['active'] === true,
          version: table.version,
        };
        const told = await admin.api.patch('/api/v1/tables/{id}', { params, body });
        if (!told.ok) return told.problem;
        if (values['rotate'] === true) {
          const rotated = await admin.api.post('/api/v1/tables/{id}/rotate-qr', { params });
          if (!rotated.ok) return rotated.problem;
        }
        await onDone();
        return null;
      }}
      onDelete={async () => {
        const told = await admin.api.del('/api/v1/tables/{id}', { params: asSeen(table) });
        return finish(told, onDone);
      }}
    />
  );
}
