import { admin } from './pt-BR/admin.js';
import { common } from './pt-BR/common.js';
import { guest } from './pt-BR/guest.js';
import { history } from './pt-BR/history.js';
import { kitchen } from './pt-BR/kitchen.js';
import { links } from './pt-BR/links.js';
import { permissions } from './pt-BR/permissions.js';
import { till } from './pt-BR/till.js';

export const ptBR = { admin, common, guest, history, kitchen, links, permissions, till };
