import { Injectable } from '@nestjs/common';

import { assertVersion, Clock, UnitOfWork, type UserActor } from '#libs/kernel';

import { MenuRepository } from '../catalog.ports.js';
import { menuNotFound } from '../model/catalog.errors.js';
import { MenuWriting } from '../services/menu-writing.js';

export interface DeleteMenuInput {
  readonly actor: UserActor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** What was in no other menu is sold always from then on. */
@Injectable()
export class DeleteMenu {
  constructor(
    private readonly menus: MenuRepository,
    private readonly writing: MenuWriting,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `MENU_NOT_FOUND`, `VERSION_CONFLICT`. */
  async execute({ actor, id, version }: DeleteMenuInput): Promise<void> {
    await this.unitOfWork.run(async () => {
      const menu = await this.menus.lock(id);
      if (!menu) throw menuNotFound();
      assertVersion(version, menu.version);
      await this.menus.remove(id, this.clock.now());
      await this.writing.record(actor, menu, 'deleted');
    });
  }
}
