import { newId } from '#libs/kernel';

import { newTender, type Tender } from '../core/model/tender.js';

/** A card terminal whose payments count at once, and of which nothing is asked. */
export const aTender = (given: Partial<Tender> = {}): Tender => ({
  ...newTender(
    newId(),
    {
      name: 'BCA terminal',
      method: 'card_terminal',
      requiresReference: false,
      requiresLast4: false,
      opensDrawer: false,
      countsInDrawer: false,
      confirm: 'NOW',
      needsShift: true,
      refundable: true,
      differenceLimit: null,
      fiscalCode: null,
      instructions: null,
      position: 0,
      active: true,
    },
    new Date('2026-03-02T12:00:00Z'),
  ),
  ...given,
});
