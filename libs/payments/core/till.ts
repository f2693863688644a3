import { DomainError } from '#libs/kernel';

import type { CashDrawer, DrawerEntry } from './cash-drawer.js';

/** The till at which a payment without cash is taken, if it is taken at one. */
export class Till {
  constructor(private readonly drawer: CashDrawer) {}

  /** The open shift of this user, which a close then counts; null when they have none. Joins the ambient transaction. */
  async shiftOf(entry: Omit<DrawerEntry, 'cash' | 'userId'> & { userId: string | null }): Promise<string | null> {
    const { userId } = entry;
    if (userId === null) return null;
    try {
      return (await this.drawer.record({ ...entry, userId, cash: 0 })).shiftId;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'NO_OPEN_SHIFT') return null;
      throw error;
    }
  }
}
