import { Injectable } from '@nestjs/common';

import { actorRef, type UserActor } from '#libs/kernel';

import { MenuRepository } from '../catalog.ports.js';
import { categoryNotFound, productNotFound, scheduleNotFound } from '../model/catalog.errors.js';
import type { Menu, MenuFields } from '../model/menu.js';
import { CatalogChangeLog } from './catalog-change-log.js';
import { CatalogScopes } from './catalog-scopes.js';
import { MenuTurns } from './menu-turns.js';

/** What goes before and after each change of a menu. */
@Injectable()
export class MenuWriting {
  constructor(
    private readonly menus: MenuRepository,
    private readonly scopes: CatalogScopes,
    private readonly changes: CatalogChangeLog,
    private readonly turns: MenuTurns,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `CATEGORY_NOT_FOUND`, `PRODUCT_NOT_FOUND`, `SCHEDULE_NOT_FOUND`. */
  async assertKnown(actor: UserActor, { outletIds, ...fields }: Partial<MenuFields>): Promise<void> {
    for (const outletId of outletIds ?? []) await this.scopes.of(actor, outletId);
    const unknown = await this.menus.unknownTo(fields);
    if (unknown.categories > 0) throw categoryNotFound();
    if (unknown.products > 0) throw productNotFound();
    if (unknown.schedules > 0) throw scheduleNotFound();
  }

  /** In the transaction of the change. */
  async record(actor: UserActor, menu: Menu, change: 'created' | 'updated' | 'deleted'): Promise<void> {
    await this.changes.record({
      actor: actorRef(actor),
      action: `menu.${change}`,
      subjectType: 'menu',
      subjectId: menu.id,
      outletId: null,
      productIds: [],
      details: { name: menu.name, active: menu.active },
    });
    await this.turns.afterChange({ tell: true });
  }
}
