import type { links as en } from '../en/links.js';

export const links: typeof en = {
  title: 'Comanda',
};
