import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { CatalogViews } from '../catalog-views.js';

/** Answers in which currency the amounts of a line are: by its outlet, or (null) that of a product of all outlets. */
@Injectable()
export class ShowImportCurrencies {
  constructor(private readonly views: CatalogViews) {}

  /** `outletId` is the outlet of every line; each line's own when absent. Throws `OUTLET_NOT_FOUND` (404). */
  async execute({
    actor,
    outletId,
  }: {
    actor: UserActor;
    outletId?: string;
  }): Promise<(lineOutletId: string | null) => string | undefined> {
    const { outlets } = await this.views.of(actor, outletId);
    return (lineOutletId) =>
      outletId !== undefined || lineOutletId === null
        ? outlets[0]?.currency
        : outlets.find(({ id }) => id === lineOutletId)?.currency;
  }
}
