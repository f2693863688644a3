import { Injectable } from '@nestjs/common';

import { actorRef, type UserActor } from '#libs/kernel';

import { productNotFound } from '../catalog.errors.js';
import { ProductRepository } from '../catalog.ports.js';
import { CatalogChangeLog } from '../catalog-change-log.js';
import { CatalogViews } from '../catalog-views.js';
import { CatalogWork } from '../catalog-work.js';

/** Takes a product off the menu for good. Old orders still show it. */
@Injectable()
export class DeleteProduct {
  constructor(
    private readonly products: ProductRepository,
    private readonly views: CatalogViews,
    private readonly changes: CatalogChangeLog,
    private readonly work: CatalogWork,
  ) {}

  async execute({ actor, id }: { actor: UserActor; id: string }): Promise<void> {
    const view = await this.views.of(actor);
    await this.work.run(async (now) => {
      const product = await this.products.lock(view, id);
      if (!product) throw productNotFound();
      await this.products.remove(id, now);
      await this.changes.record({
        actor: actorRef(actor),
        action: 'product.deleted',
        subjectType: 'product',
        subjectId: id,
        outletId: product.outletId,
        productIds: [id],
        details: { name: product.name, sku: product.sku },
      });
    });
  }
}
