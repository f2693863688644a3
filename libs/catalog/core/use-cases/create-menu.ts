import { Injectable } from '@nestjs/common';

import { Clock, UnitOfWork, type UserActor } from '#libs/kernel';

import { MenuRepository } from '../catalog.ports.js';
import { type Menu, type MenuDraft, newMenu } from '../model/menu.js';
import { MenuWriting } from '../services/menu-writing.js';

@Injectable()
export class CreateMenu {
  constructor(
    private readonly menus: MenuRepository,
    private readonly writing: MenuWriting,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `CATEGORY_NOT_FOUND`, `PRODUCT_NOT_FOUND`, `SCHEDULE_NOT_FOUND`. */
  async execute({ actor, draft }: { readonly actor: UserActor; readonly draft: MenuDraft }): Promise<Menu> {
    await this.writing.assertKnown(actor, draft);
    return this.unitOfWork.run(async () => {
      const menu = newMenu(draft, this.clock.now());
      await this.menus.insert(menu);
      await this.writing.record(actor, menu, 'created');
      return menu;
    });
  }
}
