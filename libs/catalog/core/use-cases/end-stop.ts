import { Injectable } from '@nestjs/common';

import { DomainError, SYSTEM, UnitOfWork } from '#libs/kernel';

import { AvailabilitySwitch } from '../availability-switch.js';
import { CategoryRepository, CatalogStops, ProductRepository } from '../catalog.ports.js';
import { CatalogViews, type CatalogView } from '../catalog-views.js';

export interface EndStopInput {
  readonly type: 'product' | 'category';
  readonly id: string;
  readonly outletId: string;
  readonly until: Date;
}

/** Brings back what was off until now, unless somebody did so, or set another hour, before. */
@Injectable()
export class EndStop {
  constructor(
    private readonly products: ProductRepository,
    private readonly categories: CategoryRepository,
    private readonly stops: CatalogStops,
    private readonly views: CatalogViews,
    private readonly availability: AvailabilitySwitch,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ type, id, outletId, until }: EndStopInput): Promise<void> {
    const view = await this.viewOf(outletId);
    if (!view) return;
    await this.unitOfWork.run(async () => {
      const subject = { actor: SYSTEM, type, id, outletIds: [outletId] };
      if (type === 'category') {
        if (!(await this.categories.lock(view, id))) return;
        const affected = () => this.stops.affectedBy(id, view.outlets);
        await this.availability.end({ ...subject, affected }, until);
        return;
      }
      const product = await this.products.lock(view, id);
      if (!product) return;
      const affected = () => Promise.resolve([{ productId: id, name: product.name, outletId }]);
      await this.availability.end({ ...subject, affected }, until);
    });
  }

  /** Null for an outlet that has closed since. */
  private async viewOf(outletId: string): Promise<CatalogView | null> {
    try {
      return await this.views.of(undefined, outletId);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not_found') return null;
      throw error;
    }
  }
}
