import { Injectable } from '@nestjs/common';

import { UnitOfWork } from '#libs/kernel';

import { MenuTurns } from '../services/menu-turns.js';

/** An hour has come at which a menu of an outlet was to begin or end. */
@Injectable()
export class TurnMenus {
  constructor(
    private readonly turns: MenuTurns,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ outletId, at }: { readonly outletId: string; readonly at: Date }): Promise<void> {
    await this.unitOfWork.run(() => this.turns.turn(outletId, at));
  }
}
