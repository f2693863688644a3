import { admin } from './id/admin.js';
import { approvals } from './id/approvals.js';
import { common } from './id/common.js';
import { devices } from './id/devices.js';
import { dishes } from './id/dishes.js';
import { drawers } from './id/drawers.js';
import { floor } from './id/floor.js';
import { floors } from './id/floors.js';
import { guest } from './id/guest.js';
import { history } from './id/history.js';
import { kitchen } from './id/kitchen.js';
import { links } from './id/links.js';
import { permissions } from './id/permissions.js';
import { reasons } from './id/reasons.js';
import { tables } from './id/tables.js';
import { tenders } from './id/tenders.js';
import { till } from './id/till.js';

export const id = {
  admin,
  approvals,
  common,
  devices,
  dishes,
  drawers,
  floor,
  floors,
  guest,
  history,
  kitchen,
  links,
  permissions,
  reasons,
  tables,
  tenders,
  till,
};
