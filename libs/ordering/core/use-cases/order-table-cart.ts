import { Injectable } from '@nestjs/common';

import { CartApi, type TableCartContent } from '#libs/cart';
import { Clock, DomainError, type GuestActor, type MinorUnits, UnitOfWork } from '#libs/kernel';
import { TablesApi } from '#libs/tables';

import type { WantedLine } from '../model/order-line.js';
import { JoinOpenBill, type PlacedRound } from './join-open-bill.js';

export interface OrderTableCartInput {
  readonly actor: GuestActor;
  /** The version of the cart that the phone showed; unchecked when absent. */
  readonly version?: number;
  /** What its lines alone come to, as the guest was told, in minor units. */
  readonly expectedTotal?: MinorUnits;
}

/**
 * A phone orders what its table has put together, on the table's open bill. The sitting is locked before the cart is looked at: of two phones that press
 * at once the second finds it empty, and nobody puts anything in meanwhile.
 */
@Injectable()
export class OrderTableCart {
  constructor(
    private readonly tables: TablesApi,
    private readonly carts: CartApi,
    private readonly join: JoinOpenBill,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `CART_EMPTY` (422), `CART_CHANGED` and `TABLE_SESSION_CLOSED` (409), and what a round of a table throws: then the cart is as it was.
   */
  execute({ actor, version, expectedTotal }: OrderTableCartInput): Promise<PlacedRound> {
    return this.unitOfWork.run(async () => {
      const sitting = await this.lockSitting(actor);
      const lines = await this.carts.takeTable(sitting, version, this.clock.now());
      return this.join.execute({ actor, join: 'OPEN_BILL', items: lines.map(toWanted), expectedTotal });
    });
  }

  /** A party that moves in the same moment is found where it sits then. */
  private async lockSitting(actor: GuestActor): Promise<{ outletId: string; sessionId: string }> {
    const lock = async () => {
      const session = await this.tables.openSession(actor, actor.sessionId);
      await this.unitOfWork.attempt(() => this.tables.lockOpen(session));
      return { outletId: session.outletId, sessionId: session.id };
    };
    try {
      return await lock();
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'TABLE_SESSION_CLOSED') throw error;
      return lock();
    }
  }
}

const toWanted = ({ id, productId, quantity, note, modifiers }: TableCartContent): WantedLine => ({
  ...{ lineId: id, productId, quantity, modifiers },
  ...(note !== null && { note }),
});
