import type { kitchen as en } from '../en/kitchen.js';

export const kitchen: typeof en = {
  title: 'Cozinha',
};
