import type { ScheduleWindow } from '#libs/kernel';

import type { MenuSlot, SalesChannel } from '../core/model/menu.js';

/** A menu as it goes with what is in it. */
export interface MenuSlotJson {
  outlets: string[] | null;
  channels: SalesChannel[] | null;
  schedule_id: string | null;
  rules: { windows: ScheduleWindow[]; starts_on: string | null; ends_on: string | null; except: string[] } | null;
}

const SLOT = `json_build_object('outlets', m.outlet_ids, 'channels', m.channels, 'schedule_id', m.schedule_id, 'rules', s.rules)`;
const ACTIVE = `FROM menus m LEFT JOIN outlets_schedules s ON s.id = m.schedule_id WHERE m.active AND m.deleted_at IS NULL`;

/** Every menu that is active. */
export const ALL_SLOTS = `SELECT ${SLOT} AS slot ${ACTIVE} ORDER BY m.id`;

/** The active menus that product `p` is in; null where it is in none. */
export const MENUS_OF_PRODUCT = `
  (SELECT json_agg(${SLOT} ORDER BY m.id) ${ACTIVE}
   AND (p.id = ANY(m.product_ids) OR p.parent_id = ANY(m.product_ids) OR category_within(p.category_id, m.category_ids)))`;

export const toSlot = ({ outlets, channels, schedule_id: id, rules }: MenuSlotJson): MenuSlot => ({
  outletIds: outlets,
  channels,
  schedule:
    id === null
      ? null
      : rules === null
        ? 'NEVER'
        : { windows: rules.windows, startsOn: rules.starts_on, endsOn: rules.ends_on, except: rules.except },
});
