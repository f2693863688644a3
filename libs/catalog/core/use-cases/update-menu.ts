import { Injectable } from '@nestjs/common';

import { assertVersion, Clock, UnitOfWork, type UserActor } from '#libs/kernel';

import { MenuRepository } from '../catalog.ports.js';
import { menuNotFound } from '../model/catalog.errors.js';
import { type Menu, type MenuFields, reviseMenu } from '../model/menu.js';
import { MenuWriting } from '../services/menu-writing.js';

export interface UpdateMenuInput {
  readonly actor: UserActor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
  readonly changes: Partial<MenuFields>;
}

@Injectable()
export class UpdateMenu {
  constructor(
    private readonly menus: MenuRepository,
    private readonly writing: MenuWriting,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `MENU_NOT_FOUND`, `VERSION_CONFLICT`, and as {@link CreateMenu} does for what is not there. */
  async execute({ actor, id, version, changes }: UpdateMenuInput): Promise<Menu> {
    await this.writing.assertKnown(actor, changes);
    return this.unitOfWork.run(async () => {
      const before = await this.menus.lock(id);
      if (!before) throw menuNotFound();
      assertVersion(version, before.version);
      const after = reviseMenu(before, changes, this.clock.now());
      await this.menus.update(after);
      await this.writing.record(actor, after, 'updated');
      return after;
    });
  }
}
