import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { assertOutlet, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { DrawerView } from '../model/named-drawer.js';
import { NamedDrawers } from '../shifts.ports.js';

/** A drawer as staff see it: free, or with whom it is. */
export interface SeenDrawer extends Pick<DrawerView, 'drawer'> {
  readonly shift: (NonNullable<DrawerView['shift']> & { readonly userName: string | null }) | null;
}

/** An outlet's drawers, as its staff may see them. */
@Injectable()
export class OutletDrawers {
  constructor(
    private readonly drawers: NamedDrawers,
    private readonly outlets: OutletsApi,
    private readonly identity: IdentityApi,
  ) {}

  /** By name. Throws `OUTLET_NOT_FOUND`. */
  async of(actor: UserActor, outletId: string): Promise<SeenDrawer[]> {
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    const views = await this.drawers.ofOutlet(outletId);
    const people = [...new Set(views.flatMap(({ shift }) => shift?.userId ?? []))];
    const names = people.length > 0 ? await this.identity.namesOf(people) : new Map<string, string>();
    return views.map(({ drawer, shift }) => ({
      drawer,
      shift: shift && { ...shift, userName: names.get(shift.userId) ?? null },
    }));
  }
}
