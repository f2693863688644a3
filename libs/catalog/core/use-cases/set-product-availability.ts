import { Injectable } from '@nestjs/common';

import { actorRef, assertVersion, UnitOfWork, type UserActor } from '#libs/kernel';

import { type AvailabilityOrder, AvailabilitySwitch } from '../services/availability-switch.js';
import { outletNotFound, productNotFound } from '../model/catalog.errors.js';
import { ProductRepository } from '../catalog.ports.js';
import { CatalogScopes } from '../services/catalog-scopes.js';
import { sellersOf } from '../model/catalog-scope.js';

export interface SetProductAvailabilityInput extends AvailabilityOrder {
  readonly actor: UserActor;
  readonly id: string;
  /** The outlet where; every one of the actor's that sells it when absent. */
  readonly outletId?: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** 86 it, or bring it back. */
@Injectable()
export class SetProductAvailability {
  constructor(
    private readonly products: ProductRepository,
    private readonly scopes: CatalogScopes,
    private readonly availability: AvailabilitySwitch,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(input: SetProductAvailabilityInput): Promise<void> {
    const { actor, id, outletId, version } = input;
    this.availability.check(input);
    const scope = await this.scopes.of(actor, outletId);
    await this.unitOfWork.run(async () => {
      const family = await this.products.lockFamily(scope, id);
      const product = family.find((one) => one.id === id);
      if (!product) throw productNotFound();
      assertVersion(version, product.version);
      const outletIds = sellersOf(product, scope.outlets).map((outlet) => outlet.id);
      if (outletIds.length === 0) throw outletNotFound();
      const affected = (ids: readonly string[]) =>
        Promise.resolve(
          ids.flatMap((at) => family.map((one) => ({ productId: one.id, name: one.name, outletId: at }))),
        );
      await this.availability.apply({ actor: actorRef(actor), type: 'product', id, outletIds, affected }, input);
    });
  }
}
