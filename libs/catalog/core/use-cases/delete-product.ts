import { Injectable } from '@nestjs/common';

import { actorRef, assertVersion, Clock, UnitOfWork, type UserActor } from '#libs/kernel';

import { fieldOfParent, productNotFound } from '../model/catalog.errors.js';
import { ProductRepository } from '../catalog.ports.js';
import { CatalogChangeLog } from '../services/catalog-change-log.js';
import { CatalogScopes } from '../services/catalog-scopes.js';

export interface DeleteProductInput {
  readonly actor: UserActor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** Takes a product off the menu for good, with its variants. Old orders still show it. A variant goes by {@link DeleteProductVariant}. */
@Injectable()
export class DeleteProduct {
  constructor(
    private readonly products: ProductRepository,
    private readonly scopes: CatalogScopes,
    private readonly changes: CatalogChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, id, version }: DeleteProductInput): Promise<void> {
    const scope = await this.scopes.of(actor);
    await this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const family = await this.products.lockFamily(scope, id);
      const product = family.find((one) => one.id === id);
      if (!product) throw productNotFound();
      assertVersion(version, product.version);
      if (product.parentId !== undefined) throw fieldOfParent('variants');
      await this.products.remove(id, now);
      await this.changes.record({
        actor: actorRef(actor),
        action: 'product.deleted',
        subjectType: 'product',
        subjectId: id,
        outletId: product.outletId,
        productIds: family.map((one) => one.id),
        details: { name: product.name, sku: product.sku },
      });
    });
  }
}
