import { Injectable } from '@nestjs/common';

import { DomainError, SYSTEM, UnitOfWork } from '#libs/kernel';

import { AvailabilitySwitch } from '../services/availability-switch.js';
import { CategoryRepository, CatalogStops, ProductRepository } from '../catalog.ports.js';
import { CatalogScopes } from '../services/catalog-scopes.js';
import type { CatalogScope } from '../model/catalog-scope.js';

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
    private readonly scopes: CatalogScopes,
    private readonly availability: AvailabilitySwitch,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ type, id, outletId, until }: EndStopInput): Promise<void> {
    const scope = await this.scopeOf(outletId);
    if (!scope) return;
    await this.unitOfWork.run(async () => {
      const subject = { actor: SYSTEM, type, id, outletIds: [outletId] };
      if (type === 'category') {
        if (!(await this.categories.lock(scope, id))) return;
        const affected = () => this.stops.affectedBy(id, scope.outlets);
        await this.availability.end({ ...subject, affected }, until);
        return;
      }
      const family = await this.products.lockFamily(scope, id);
      if (family.length === 0) return;
      const affected = () => Promise.resolve(family.map((one) => ({ productId: one.id, name: one.name, outletId })));
      await this.availability.end({ ...subject, affected }, until);
    });
  }

  /** Null for an outlet that has closed since. */
  private async scopeOf(outletId: string): Promise<CatalogScope | null> {
    try {
      return await this.scopes.of(undefined, outletId);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not_found') return null;
      throw error;
    }
  }
}
