import { Injectable } from '@nestjs/common';

import { actorRef, assertVersion, UnitOfWork, type UserActor } from '#libs/kernel';

import { type AvailabilityOrder, AvailabilitySwitch } from '../services/availability-switch.js';
import { categoryNotFound, outletNotFound } from '../model/catalog.errors.js';
import { CategoryRepository, CatalogStops } from '../catalog.ports.js';
import { CatalogScopes } from '../services/catalog-scopes.js';

export interface SetCategoryAvailabilityInput extends AvailabilityOrder {
  readonly actor: UserActor;
  readonly id: string;
  /** The outlet where; every one of the actor's that has the category when absent. */
  readonly outletId?: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** Hides a whole category with its products and all that is below it (breakfast is over), or brings them back. */
@Injectable()
export class SetCategoryAvailability {
  constructor(
    private readonly categories: CategoryRepository,
    private readonly stops: CatalogStops,
    private readonly scopes: CatalogScopes,
    private readonly availability: AvailabilitySwitch,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(input: SetCategoryAvailabilityInput): Promise<void> {
    const { actor, id, outletId, version } = input;
    this.availability.check(input);
    const scope = await this.scopes.of(actor, outletId);
    await this.unitOfWork.run(async () => {
      const category = await this.categories.lock(scope, id);
      if (!category) throw categoryNotFound();
      assertVersion(version, category.version);
      const outlets = scope.outlets.filter((outlet) => category.outletId === null || outlet.id === category.outletId);
      if (outlets.length === 0) throw outletNotFound();
      const outletIds = outlets.map((outlet) => outlet.id);
      for (const each of [id, ...(await this.categories.below(id))]) {
        const affected = (ids: readonly string[]) =>
          this.stops.affectedBy(
            each,
            outlets.filter((outlet) => ids.includes(outlet.id)),
          );
        await this.availability.apply(
          { actor: actorRef(actor), type: 'category', id: each, outletIds, affected },
          input,
        );
      }
    });
  }
}
