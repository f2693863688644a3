import type { Page, PageRequest, Schedule } from '#libs/kernel';

import { MenuRepository } from '../core/catalog.ports.js';
import type { Menu, MenuFields, MenuSlot } from '../core/model/menu.js';

/** `schedules` are the outlets'; `known` is what else there is. */
export class InMemoryMenuRepository extends MenuRepository {
  readonly schedules = new Map<string, Schedule>();
  readonly known = new Set<string>();
  private readonly menus = new Map<string, Menu>();

  async lock(id: string): Promise<Menu | null> {
    return this.menus.get(id) ?? null;
  }

  async page(outletIds: readonly string[] | null, { limit, offset }: PageRequest): Promise<Page<Menu>> {
    const all = [...this.menus.values()]
      .filter((menu) => !outletIds || !menu.outletIds || menu.outletIds.some((id) => outletIds.includes(id)))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return { data: all.slice(offset, offset + limit), total: all.length, limit, offset };
  }

  async slots(): Promise<MenuSlot[]> {
    return [...this.menus.values()]
      .filter(({ active }) => active)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ outletIds, channels, scheduleId }) => ({
        outletIds,
        channels,
        schedule: scheduleId === null ? null : (this.schedules.get(scheduleId) ?? 'NEVER'),
      }));
  }

  async unknownTo({ categoryIds = [], productIds = [], scheduleId = null }: Partial<MenuFields>) {
    const unknown = (ids: readonly string[]) => ids.filter((id) => !this.known.has(id)).length;
    const schedules = scheduleId === null || this.schedules.has(scheduleId) ? 0 : 1;
    return { categories: unknown(categoryIds), products: unknown(productIds), schedules };
  }

  async insert(menu: Menu): Promise<void> {
    this.menus.set(menu.id, menu);
  }

  async update(menu: Menu): Promise<void> {
    if (this.menus.get(menu.id)?.version !== menu.version - 1) {
      throw new Error('A menu was changed without its lock');
    }
    this.menus.set(menu.id, menu);
  }

  async remove(id: string): Promise<void> {
    this.menus.delete(id);
  }
}
