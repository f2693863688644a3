import { common } from './id/common.js';
import { guest } from './id/guest.js';
import { history } from './id/history.js';
import { kitchen } from './id/kitchen.js';
import { links } from './id/links.js';
import { tenders } from './id/tenders.js';
import { till } from './id/till.js';

export const id = { common, guest, history, kitchen, links, tenders, till };
