import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { asSeen } from './as-seen.js';
import type { Admin, Outlet } from './admin.js';
import { EditableRows, type SheetActs } from './editable-rows.js';
import { FormSheet } from './form.js';
import { finish } from './finish.js';
import { type FormField, numberIn, textIn } from './form-values.js';

type Floor = Schemas['FloorResponse'];

/** The widest and deepest that a floor may be, in its units. */
const LARGEST = 10_000;
const USUAL = { width: 24, height: 16 };

interface FloorsProps {
  readonly admin: Admin;
  readonly outlet: Outlet;
  readonly floors: readonly Floor[];
  readonly onArrange: (floor: Floor) => void;
  readonly onChanged: () => Promise<void>;
}

/** The rooms of an outlet, in the order of the till's tabs. */
export function Floors({ admin, outlet, floors, onArrange, onChanged }: FloorsProps): JSX.Element {
  const { floors: words } = t.value;
  return (
    <section class="stack tight" aria-labelledby="floors-title">
      <h3 id="floors-title">{words.title}</h3>
      <p class="quiet">{words.hint}</p>
      <EditableRows
        rows={floors}
        add={words.add}
        nameOf={({ name }) => name}
        cells={(floor) => (
          <>
            <strong>{floor.name}</strong>
            <span class="quiet">{words.tablesOn(floor.tables.length)}</span>
            <Button label={words.arrange(floor.name)} onPress={() => onArrange(floor)}>
              {words.arrangeNow}
            </Button>
          </>
        )}
        sheet={(floor, acts) => <FloorSheet admin={admin} outlet={outlet} floor={floor} floors={floors} {...acts} />}
        onChanged={onChanged}
      />
    </section>
  );
}

interface FloorSheetProps extends SheetActs {
  readonly admin: Admin;
  readonly outlet: Outlet;
  readonly floor: Floor | null;
  readonly floors: readonly Floor[];
}

function FloorSheet({ admin, outlet, floor, floors, onClose, onDone }: FloorSheetProps): JSX.Element {
  const { admin: said, floors: words } = t.value;
  const path = floor && { path: { id: floor.id } };
  const size = { kind: 'number', most: LARGEST, broken: false, wrong: words.number(LARGEST) } as const;
  const fields: readonly FormField[] = [
    { kind: 'text', name: 'name', label: said.name, required: true, maxLength: 60 },
    { ...size, name: 'position', label: words.position, hint: words.positionHint },
    { ...size, name: 'width', label: words.width, hint: words.widthHint },
    { ...size, name: 'height', label: words.height },
  ];
  const last = Math.max(-1, ...floors.map(({ position }) => position)) + 1;
  const { name = '', position = last, width = USUAL.width, height = USUAL.height } = floor ?? {};
  return (
    <FormSheet
      title={floor ? said.edit(floor.name) : words.add}
      onClose={onClose}
      submit={said.save}
      fields={fields}
      values={{ name, position: String(position), width: String(width), height: String(height) }}
      onSubmit={async (values) => {
        const body = {
          name: textIn(values, 'name'),
          position: numberIn(values, 'position') ?? 0,
          width: numberIn(values, 'width') ?? USUAL.width,
          height: numberIn(values, 'height') ?? USUAL.height,
        };
        const told = path
          ? await admin.api.patch('/api/v1/floors/{id}', { params: path, body: { ...body, version: floor.version } })
          : await admin.api.post('/api/v1/floors', { body: { ...body, outlet_id: outlet.id }, key: newId() });
        return finish(told, onDone);
      }}
      {...(floor && {
        onDelete: async () => {
          // What stands on it now, not when the list was told.
          const now = await admin.api.get('/api/v1/floors/{id}', { params: { path: { id: floor.id } } });
          if (!now.ok) return now.problem;
          const { length } = now.data.tables;
          if (length > 0) return refusal(words.deleteRefused(length));
          return finish(await admin.api.del('/api/v1/floors/{id}', { params: asSeen(floor) }), onDone);
        },
      })}
    />
  );
}

const refusal = (detail: string) => ({ status: 0, code: 'FLOOR_IN_USE', title: '', detail, errors: [], more: {} });
