import { Injectable } from '@nestjs/common';

import type { Page, PageRequest, UserActor } from '#libs/kernel';

import { MenuRepository } from '../catalog.ports.js';
import { visibleOutlets } from '../model/catalog-scope.js';
import type { Menu } from '../model/menu.js';
import { CatalogScopes } from './catalog-scopes.js';

/** Menus as their owners see them. */
@Injectable()
export class MenuDefinitions {
  constructor(
    private readonly menus: MenuRepository,
    private readonly scopes: CatalogScopes,
  ) {}

  /** Those that may run in the outlet or, when none is named, in one of the actor's. Throws `OUTLET_NOT_FOUND`. */
  async page(input: { actor: UserActor; outletId?: string; page: PageRequest }): Promise<Page<Menu>> {
    if (input.outletId !== undefined) await this.scopes.of(input.actor, input.outletId);
    const visible = visibleOutlets(input.actor);
    const outletIds = input.outletId === undefined ? (visible === 'all' ? null : visible) : [input.outletId];
    return this.menus.page(outletIds, input.page);
  }
}
