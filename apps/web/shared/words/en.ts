import { admin } from './en/admin.js';
import { approvals } from './en/approvals.js';
import { common } from './en/common.js';
import { devices } from './en/devices.js';
import { dishes } from './en/dishes.js';
import { drawers } from './en/drawers.js';
import { floor } from './en/floor.js';
import { floors } from './en/floors.js';
import { guest } from './en/guest.js';
import { history } from './en/history.js';
import { kitchen } from './en/kitchen.js';
import { links } from './en/links.js';
import { permissions } from './en/permissions.js';
import { reasons } from './en/reasons.js';
import { tables } from './en/tables.js';
import { tenders } from './en/tenders.js';
import { till } from './en/till.js';

export const en = {
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
