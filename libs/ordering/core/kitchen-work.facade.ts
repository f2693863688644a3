import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { KitchenWork, type LineMoves } from './kitchen-work.js';
import { FireOrder } from './use-cases/fire-order.js';
import { MoveLines } from './use-cases/move-lines.js';
import { TellKitchen } from './use-cases/tell-kitchen.js';

/** Ordering's door for the kitchen. */
@Injectable()
export class KitchenWorkFacade extends KitchenWork {
  constructor(
    private readonly lineMoves: MoveLines,
    private readonly firing: FireOrder,
    private readonly telling: TellKitchen,
  ) {
    super();
  }

  moveLines(moves: LineMoves): Promise<void> {
    return this.lineMoves.execute(moves);
  }

  async fire(actor: UserActor, orderId: string, version?: number): Promise<void> {
    await this.firing.execute({ actor, orderId, version });
  }

  tellKitchen(outletId: string, orderId: string): Promise<void> {
    return this.telling.execute({ outletId, orderId });
  }
}
