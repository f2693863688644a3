import type { guest as en } from '../en/guest.js';

export const guest: typeof en = {
  title: 'Menu',
  askStaff: 'Silakan pesan kepada staf, atau minta menunya.',
};
