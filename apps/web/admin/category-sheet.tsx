import type { JSX } from 'preact';

import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { asSeen } from './as-seen.js';
import type { Admin, Outlet } from './admin.js';
import { FormSheet } from './form.js';
import { finish } from './finish.js';
import { numberIn, textIn, textOrNull } from './form-values.js';
import type { Category } from './shapes.js';

interface CategorySheetProps {
  readonly admin: Admin;
  readonly outlet: Outlet;
  /** Null for a new one. */
  readonly category: Category | null;
  readonly onClose: () => void;
  readonly onDone: () => void | Promise<void>;
}

export function CategorySheet({ admin, outlet, category, onClose, onDone }: CategorySheetProps): JSX.Element {
  const { admin: words } = t.value;
  const path = category && { path: { id: category.id } };
  return (
    <FormSheet
      title={category ? words.edit(category.name) : words.addCategory}
      onClose={onClose}
      submit={words.save}
      fields={[
        { kind: 'text', name: 'name', label: words.name, required: true, maxLength: 120 },
        { kind: 'text', name: 'position', label: words.position, hint: words.positionHint, inputmode: 'numeric' },
        { kind: 'text', name: 'station', label: words.station, hint: words.stationHint, maxLength: 40 },
      ]}
      values={{
        name: category?.name ?? '',
        position: String(category?.position ?? ''),
        station: category?.station ?? '',
      }}
      onSubmit={async (values) => {
        const body = {
          name: textIn(values, 'name'),
          position: numberIn(values, 'position'),
          station: textOrNull(values, 'station'),
        };
        const told = path
          ? await admin.api.patch('/api/v1/categories/{id}', {
              params: path,
              body: { ...body, version: category.version },
            })
          : await admin.api.post('/api/v1/categories', { key: newId(), body: { ...body, outlet_id: outlet.id } });
        return finish(told, onDone);
      }}
      {...(category && {
        onDelete: async () => {
          const told = await admin.api.del('/api/v1/categories/{id}', { params: asSeen(category) });
          return finish(told, onDone);
        },
      })}
    />
  );
}
