import { Injectable } from '@nestjs/common';

import { Clock, DomainError, EventLog, type GuestActor, UnitOfWork } from '#libs/kernel';
import { TablesApi } from '#libs/tables';

import { tableCartUpdated } from '../model/cart.events.js';
import { newTableCart, type TableCart } from '../model/table-cart.js';
import { TableCartRepository } from '../cart.ports.js';

/** Finds the cart of a phone's sitting, and changes it under its lock, while the sitting lasts. */
@Injectable()
export class TableCartChanges {
  constructor(
    private readonly carts: TableCartRepository,
    private readonly tables: TablesApi,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The cart as it is now; an empty one when there is none. Throws `TABLE_SESSION_CLOSED` (409) once the sitting has ended. */
  async look(actor: GuestActor): Promise<TableCart> {
    const { id: sessionId, outletId } = await this.tables.openSession(actor, actor.sessionId);
    const sitting = { outletId, sessionId };
    return (await this.carts.find(sitting)) ?? newTableCart(sitting, this.clock.now());
  }

  /** Throws as {@link look} does, and what `change` throws; then nothing is changed. */
  change(actor: GuestActor, change: (cart: TableCart, now: Date) => TableCart): Promise<TableCart> {
    return this.unitOfWork.run(async () => {
      const sitting = await this.keepSitting(actor);
      const now = this.clock.now();
      const before = await this.carts.open(newTableCart(sitting, now));
      const after = change(before, now);
      if (after === before) return before;
      await this.carts.save(after);
      await this.events.append([tableCartUpdated(after)]);
      return after;
    });
  }

  /** The sitting, which neither ends nor moves until the unit of work does. A party that moves in the same moment is found where it sits then. */
  private async keepSitting(actor: GuestActor): Promise<{ outletId: string; sessionId: string }> {
    const keep = async () => {
      const session = await this.tables.openSession(actor, actor.sessionId);
      await this.unitOfWork.attempt(() => this.tables.assertStillOpen(session));
      return { outletId: session.outletId, sessionId: session.id };
    };
    try {
      return await keep();
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'TABLE_SESSION_CLOSED') throw error;
      return keep();
    }
  }
}
