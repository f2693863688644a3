import { newId } from '#libs/kernel';

import { openOutlet, type Outlet, type OutletDraft } from '../core/model/outlet.js';

/** A café in Jakarta; a test says what matters to it. */
export const anOutlet = (draft: Partial<OutletDraft> = {}, id = newId()): Outlet =>
  openOutlet(
    id,
    { name: 'Kopi Senja', currency: 'IDR', timeZone: 'Asia/Jakarta', ...draft },
    new Date('2026-03-01T00:00:00Z'),
  );
