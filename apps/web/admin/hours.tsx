import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { PlusIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { Empty } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import { EditButton } from './edit-button.js';
import { everything, PAGE } from '../shared/everything.js';
import { MenuHoursSheet } from './menu-hours-sheet.js';
import type { ScreenProps } from './admin.js';
import { ScheduleSheet } from './schedule-sheet.js';
import type { Schedule, TimedMenu } from './shapes.js';
import { Shown, useTold } from './told.js';

type Editing =
  | { readonly kind: 'schedule'; readonly schedule: Schedule | null }
  | { readonly kind: 'menu'; readonly menu: TimedMenu | null };

/** Hours of the week with names, and what is sold in them alone. */
export function HoursScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { admin: words } = t.value;
  const [editing, edit] = useState<Editing | null>(null);
  const query = { outlet_id: outlet.id, limit: PAGE };
  const told = useTold(async () => {
    const [schedules, menus, categories] = await Promise.all([
      everything((offset) => admin.api.get('/api/v1/schedules', { params: { query: { ...query, offset } } })),
      everything((offset) => admin.api.get('/api/v1/menus', { params: { query: { ...query, offset } } })),
      everything((offset) => admin.api.get('/api/v1/categories', { params: { query: { ...query, offset } } })),
    ]);
    if (!schedules.ok) return schedules;
    if (!menus.ok) return menus;
    if (!categories.ok) return categories;
    return { ...menus, data: { schedules: schedules.data, menus: menus.data, categories: categories.data } };
  }, [outlet.id]);
  const done = async () => {
    await told.reload();
    edit(null);
  };
  const common = { admin, outlet, onClose: () => edit(null), onDone: done };
  return (
    <Shown told={told}>
      {({ schedules, menus, categories }) => (
        <>
          <p class="quiet">{words.hoursHint}</p>
          <section class="stack tight">
            <h3>{words.schedules}</h3>
            {schedules.length === 0 && <Empty title={words.noSchedules} />}
            <ul class="lines">
              {schedules.map((schedule) => (
                <li key={schedule.id}>
                  <strong>{schedule.name}</strong>
                  <span class="number">{hoursOf(schedule)}</span>
                  <EditButton name={schedule.name} onPress={() => edit({ kind: 'schedule', schedule })} />
                </li>
              ))}
            </ul>
            <Button onPress={() => edit({ kind: 'schedule', schedule: null })}>
              <PlusIcon size={20} /> {words.addSchedule}
            </Button>
          </section>
          <section class="stack tight">
            <h3>{words.menus}</h3>
            {menus.length === 0 && <Empty title={words.noMenus} />}
            <ul class="lines">
              {menus.map((menu) => (
                <li key={menu.id}>
                  <strong>{menu.name}</strong>
                  <span>{schedules.find(({ id }) => id === menu.schedule_id)?.name ?? words.always}</span>
                  <span class="quiet">{menu.active ? '' : words.inactive}</span>
                  <EditButton name={menu.name} onPress={() => edit({ kind: 'menu', menu })} />
                </li>
              ))}
            </ul>
            <Button onPress={() => edit({ kind: 'menu', menu: null })}>
              <PlusIcon size={20} /> {words.addMenu}
            </Button>
          </section>
          {editing?.kind === 'schedule' && <ScheduleSheet {...common} schedule={editing.schedule} />}
          {editing?.kind === 'menu' && (
            <MenuHoursSheet {...common} menu={editing.menu} schedules={schedules} categories={categories} />
          )}
        </>
      )}
    </Shown>
  );
}

function hoursOf({ windows }: Schedule): string {
  const { days } = t.value.admin;
  return windows
    .map((window) => `${window.days.map((day) => days[day]).join(' ')} ${window.from}–${window.to}`)
    .join(', ');
}
