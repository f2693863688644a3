import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { asSeen } from './as-seen.js';
import type { ScreenProps } from './admin.js';
import { EditableRows, type SheetActs } from './editable-rows.js';
import { finish } from './finish.js';
import { FormSheet } from './form.js';
import { textIn } from './form-values.js';
import { Shown, useTold } from './told.js';

type Drawer = Schemas['SeenDrawerResponse'];

/** The drawers of the counter by name, and who has them. */
export function DrawersScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { drawers: words } = t.value;
  const told = useTold(
    () => admin.api.get('/api/v1/drawers', { params: { query: { outlet_id: outlet.id } } }),
    [outlet.id],
  );
  return (
    <Shown told={told}>
      {({ data }) => (
        <>
          <p class="quiet">{words.hint}</p>
          <EditableRows
            rows={data}
            add={words.add}
            none={words.nobody}
            nameOf={({ name }) => name}
            cells={({ name, shift }) => (
              <>
                <strong>{name}</strong>
                <span class="quiet">
                  {shift ? (shift.user_name ? words.with(shift.user_name) : words.taken) : words.free}
                </span>
              </>
            )}
            sheet={(drawer, acts) => <DrawerSheet admin={admin} outlet={outlet} drawer={drawer} {...acts} />}
            onChanged={told.reload}
          />
        </>
      )}
    </Shown>
  );
}

interface DrawerSheetProps extends ScreenProps, SheetActs {
  readonly drawer: Drawer | null;
}

function DrawerSheet({ admin, outlet, drawer, onClose, onDone }: DrawerSheetProps): JSX.Element {
  const { admin: words, drawers } = t.value;
  const path = drawer && { path: { id: drawer.id } };
  return (
    <FormSheet
      title={drawer ? words.edit(drawer.name) : drawers.add}
      onClose={onClose}
      submit={words.save}
      fields={[
        { kind: 'text', name: 'name', label: words.name, hint: drawers.nameHint, required: true, maxLength: 60 },
      ]}
      values={{ name: drawer?.name ?? '' }}
      onSubmit={async (values) => {
        const name = textIn(values, 'name');
        const told = path
          ? await admin.api.patch('/api/v1/drawers/{id}', { params: path, body: { name, version: drawer.version } })
          : await admin.api.post('/api/v1/drawers', { key: newId(), body: { outlet_id: outlet.id, name } });
        return finish(told, onDone);
      }}
      {...(drawer && {
        onDelete: async () => finish(await admin.api.del('/api/v1/drawers/{id}', { params: asSeen(drawer) }), onDone),
      })}
    />
  );
}
