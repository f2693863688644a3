import type { JSX } from 'preact';

import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { asSeen } from './as-seen.js';
import type { Admin, Outlet } from './admin.js';
import { FormSheet } from './form.js';
import { finish } from './finish.js';
import { listIn, textIn, textOrNull } from './form-values.js';
import type { Schedule, TimedMenu } from './shapes.js';
import type { Category } from './shapes.js';

interface MenuHoursSheetProps {
  readonly admin: Admin;
  readonly outlet: Outlet;
  /** Null for a new one. */
  readonly menu: TimedMenu | null;
  readonly schedules: readonly Schedule[];
  readonly categories: readonly Category[];
  readonly onClose: () => void;
  readonly onDone: () => void | Promise<void>;
}

/** Categories that are sold in some hours alone. */
export function MenuHoursSheet(props: MenuHoursSheetProps): JSX.Element {
  const { admin, outlet, menu, schedules, categories, onClose, onDone } = props;
  const { admin: words } = t.value;
  const path = menu && { path: { id: menu.id } };
  return (
    <FormSheet
      title={menu ? words.edit(menu.name) : words.addMenu}
      onClose={onClose}
      submit={words.save}
      fields={[
        { kind: 'text', name: 'name', label: words.name, required: true, maxLength: 60 },
        {
          kind: 'choice',
          name: 'schedule_id',
          label: words.hours,
          options: [
            { value: '', label: words.always },
            ...schedules.map(({ id, name }) => ({ value: id, label: name })),
          ],
        },
        {
          kind: 'several',
          name: 'category_ids',
          label: words.categories,
          hint: words.menuCategoriesHint,
          options: categories.map(({ id, name }) => ({ value: id, label: name })),
        },
        { kind: 'check', name: 'active', label: words.active },
      ]}
      values={{
        name: menu?.name ?? '',
        schedule_id: menu?.schedule_id ?? '',
        category_ids: menu?.category_ids ?? [],
        active: menu?.active ?? true,
      }}
      onSubmit={async (values) => {
        const body = {
          name: textIn(values, 'name'),
          schedule_id: textOrNull(values, 'schedule_id'),
          category_ids: listIn(values, 'category_ids'),
          active: values['active'] === true,
        };
        const told = path
          ? await admin.api.patch('/api/v1/menus/{id}', { params: path, body: { ...body, version: menu.version } })
          : await admin.api.post('/api/v1/menus', { key: newId(), body: { ...body, outlet_ids: [outlet.id] } });
        return finish(told, onDone);
      }}
      {...(menu && {
        onDelete: async () => {
          const told = await admin.api.del('/api/v1/menus/{id}', { params: asSeen(menu) });
          return finish(told, onDone);
        },
      })}
    />
  );
}
