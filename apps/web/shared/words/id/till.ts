import type { till as en } from '../en/till.js';

export const till: typeof en = {
  title: 'Kasir',
};
