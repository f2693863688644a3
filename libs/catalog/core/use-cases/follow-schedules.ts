import { Injectable } from '@nestjs/common';

import { UnitOfWork } from '#libs/kernel';

import { MenuTurns } from '../services/menu-turns.js';

/** Schedules or outlets have changed: where there are menus or prices with hours, their next turns are planned anew. */
@Injectable()
export class FollowSchedules {
  constructor(
    private readonly turns: MenuTurns,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** `tell`: the menu may be another one already. */
  async execute({ tell }: { readonly tell: boolean }): Promise<void> {
    await this.unitOfWork.run(async () => {
      if ((await this.turns.slots()).length > 0) await this.turns.afterChange({ tell });
    });
  }
}
