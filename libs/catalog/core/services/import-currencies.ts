import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { CatalogScopes } from './catalog-scopes.js';

/** In which currency the amounts of a line are: by its outlet, or (null) that of a product of all outlets. */
@Injectable()
export class ImportCurrencies {
  constructor(private readonly scopes: CatalogScopes) {}

  /** `outletId` is the outlet of every line; each line's own when absent. Throws `OUTLET_NOT_FOUND`. */
  async of({
    actor,
    outletId,
  }: {
    actor: UserActor;
    outletId?: string;
  }): Promise<(lineOutletId: string | null) => string | undefined> {
    const { outlets } = await this.scopes.of(actor, outletId);
    return (lineOutletId) =>
      outletId !== undefined || lineOutletId === null
        ? outlets[0]?.currency
        : outlets.find(({ id }) => id === lineOutletId)?.currency;
  }
}
