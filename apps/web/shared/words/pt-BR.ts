import { admin } from './pt-BR/admin.js';
import { approvals } from './pt-BR/approvals.js';
import { common } from './pt-BR/common.js';
import { devices } from './pt-BR/devices.js';
import { dishes } from './pt-BR/dishes.js';
import { drawers } from './pt-BR/drawers.js';
import { floor } from './pt-BR/floor.js';
import { floors } from './pt-BR/floors.js';
import { guest } from './pt-BR/guest.js';
import { history } from './pt-BR/history.js';
import { kitchen } from './pt-BR/kitchen.js';
import { links } from './pt-BR/links.js';
import { permissions } from './pt-BR/permissions.js';
import { reasons } from './pt-BR/reasons.js';
import { tables } from './pt-BR/tables.js';
import { tenders } from './pt-BR/tenders.js';
import { till } from './pt-BR/till.js';

export const ptBR = {
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
