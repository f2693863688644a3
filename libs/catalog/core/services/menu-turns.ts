import { Injectable } from '@nestjs/common';

import { Clock, EventLog, JobQueue } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { MenuRepository, ProductTermsRepository } from '../catalog.ports.js';
import { MenuChanged } from '../model/catalog.events.js';
import { earliest, type MenuPlace, type MenuSlot, menuTurn, runs } from '../model/menu.js';

/** The kind of job that tells of a menu that begins or ends. */
export const TURN_MENUS = 'catalog.turn-menus';

const MINUTE_MS = 60_000;

/** Tells outlets that their menu is another one, now and at each hour at which it, or a price of it, turns. In the ambient transaction. */
@Injectable()
export class MenuTurns {
  constructor(
    private readonly menus: MenuRepository,
    private readonly terms: ProductTermsRepository,
    private readonly outlets: OutletsApi,
    private readonly events: EventLog,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** After a change of menus or of their hours: every outlet hears of it, and its next turn is planned. */
  async afterChange({ tell }: { tell: boolean }): Promise<void> {
    const slots = await this.slots();
    for (const { id, timeZone } of await this.outlets.list('all')) {
      await this.follow(slots, { outletId: id, timeZone }, this.clock.now(), tell);
    }
  }

  /** At an hour that was planned: tells of it if a menu still turns then, and plans the next. Nothing for an outlet that has closed. */
  async turn(outletId: string, at: Date): Promise<void> {
    const outlet = (await this.outlets.list('all')).find(({ id }) => id === outletId);
    if (!outlet) return;
    const slots = await this.slots();
    const place = { outletId, timeZone: outlet.timeZone };
    const before = new Date(at.getTime() - MINUTE_MS);
    const turns = slots.some((slot) => runs(slot, place, at) !== runs(slot, place, before));
    await this.follow(slots, place, at, turns);
  }

  /** An outlet hears that its menu was changed. */
  async tellOf(outletId: string): Promise<void> {
    const outlet = (await this.outlets.list('all')).find(({ id }) => id === outletId);
    if (!outlet) return;
    const place = { outletId, timeZone: outlet.timeZone };
    const slots = await this.slots();
    const next = earliest(slots.map((slot) => menuTurn(slot, place, this.clock.now())));
    await this.tell(outletId, next);
  }

  /** Menus, and prices that have hours. */
  async slots(): Promise<MenuSlot[]> {
    return [...(await this.menus.slots()), ...(await this.terms.slots())];
  }

  private async tell(outletId: string, next: Date | null): Promise<void> {
    const payload = { outlet_id: outletId, changes_at: next?.toISOString() ?? null };
    await this.events.append([MenuChanged.of({ outletId, payload })]);
  }

  private async follow(slots: readonly MenuSlot[], place: MenuPlace, at: Date, tell: boolean): Promise<void> {
    const { outletId } = place;
    const next = earliest(slots.map((slot) => menuTurn(slot, place, at)));
    if (tell) await this.tell(outletId, next);
    if (!next) return;
    await this.jobs.enqueue({
      kind: TURN_MENUS,
      key: `${outletId}:${next.toISOString()}`,
      outletId,
      payload: { outlet_id: outletId, at: next.toISOString() },
      runAt: next,
    });
  }
}
