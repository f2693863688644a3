import { Injectable } from '@nestjs/common';

import { actorRef, UnitOfWork, type UserActor } from '#libs/kernel';

import { type AvailabilityOrder, AvailabilitySwitch } from '../availability-switch.js';
import { outletNotFound, productNotFound } from '../catalog.errors.js';
import { ProductRepository } from '../catalog.ports.js';
import { CatalogViews, sellersOf } from '../catalog-views.js';

export interface SetProductAvailabilityInput extends AvailabilityOrder {
  readonly actor: UserActor;
  readonly id: string;
  /** The outlet where; every one of the actor's that sells it when absent. */
  readonly outletId?: string;
}

/** 86 it, or bring it back. */
@Injectable()
export class SetProductAvailability {
  constructor(
    private readonly products: ProductRepository,
    private readonly views: CatalogViews,
    private readonly availability: AvailabilitySwitch,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(input: SetProductAvailabilityInput): Promise<void> {
    const { actor, id, outletId } = input;
    this.availability.check(input);
    const view = await this.views.of(actor, outletId);
    await this.unitOfWork.run(async () => {
      const product = await this.products.lock(view, id);
      if (!product) throw productNotFound();
      const outletIds = sellersOf(product, view.outlets).map((outlet) => outlet.id);
      if (outletIds.length === 0) throw outletNotFound();
      const affected = (ids: readonly string[]) =>
        Promise.resolve(ids.map((at) => ({ productId: id, name: product.name, outletId: at })));
      await this.availability.apply({ actor: actorRef(actor), type: 'product', id, outletIds, affected }, input);
    });
  }
}
