import type { guest as en } from '../en/guest.js';

export const guest: typeof en = {
  title: 'Cardápio',
  askStaff: 'Faça o pedido com a equipe ou peça o cardápio.',
};
