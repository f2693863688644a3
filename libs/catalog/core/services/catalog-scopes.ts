import { Injectable } from '@nestjs/common';

import { type Actor, isInScope } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { outletNotFound } from '../model/catalog.errors.js';
import { type CatalogScope, visibleOutlets } from '../model/catalog-scope.js';

/**
 * The catalogue is public, but staff and guests work at their outlets: they see what is sold there, and a foreign outlet's things do
 * not exist for them. Everybody else, and an ADMIN, sees all of it.
 */
@Injectable()
export class CatalogScopes {
  constructor(private readonly outlets: OutletsApi) {}

  /** Throws `OUTLET_NOT_FOUND` for an outlet that is unknown, closed, or not the actor's. */
  async of(actor: Actor | undefined, outletId?: string): Promise<CatalogScope> {
    const visible = visibleOutlets(actor);
    if (outletId !== undefined) {
      if (!isInScope(visible, outletId)) throw outletNotFound();
      const { id, currency } = await this.outlets.get(outletId);
      return { outlets: [{ id, currency }], whole: false };
    }
    const outlets = await this.outlets.list(visible);
    return { outlets: outlets.map(({ id, currency }) => ({ id, currency })), whole: visible === 'all' };
  }

  /** What an outlet's bills and its menu are written in. */
  async localeOf(outletId: string): Promise<string> {
    return (await this.outlets.get(outletId)).locale;
  }

  /** The IANA name of an outlet's time zone. */
  async zoneOf(outletId: string): Promise<string> {
    return (await this.outlets.get(outletId)).timeZone;
  }

  /** The language of the one outlet whose things somebody asks for; undefined where it may be several. */
  async localeFor(actor: Actor | undefined, outletId?: string): Promise<string | undefined> {
    const visible = visibleOutlets(actor);
    const [only, another] = outletId === undefined ? (visible === 'all' ? [] : visible) : [outletId];
    if (only === undefined || another !== undefined || !isInScope(visible, only)) return undefined;
    return this.localeOf(only);
  }
}
