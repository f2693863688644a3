import { Injectable } from '@nestjs/common';

import { actorRef, assertVersion, Clock, UnitOfWork, type UserActor } from '#libs/kernel';

import { categoryNotFound, fixedField } from '../model/catalog.errors.js';
import { CategoryRepository } from '../catalog.ports.js';
import { CatalogChangeLog } from '../services/catalog-change-log.js';
import { CatalogScopes } from '../services/catalog-scopes.js';
import { type CategoryChanges, reviseCategory } from '../model/category.js';
import { assertPlace } from '../model/category-tree.js';

export interface UpdateCategoryInput {
  readonly actor: UserActor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
  readonly changes: CategoryChanges;
  /** Whose category it is, which never changes: any other value is refused. */
  readonly outletId?: string | null;
}

@Injectable()
export class UpdateCategory {
  constructor(
    private readonly categories: CategoryRepository,
    private readonly scopes: CatalogScopes,
    private readonly changeLog: CatalogChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `CATEGORY_NOT_FOUND`, `VERSION_CONFLICT`, `FIELD_FIXED`, `CATEGORY_CYCLE`, `CATEGORY_TOO_DEEP`, `CATEGORY_ELSEWHERE`. */
  async execute({ actor, id, version, changes, outletId }: UpdateCategoryInput): Promise<void> {
    const scope = await this.scopes.of(actor);
    await this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const tree = typeof changes.parentId === 'string' ? await this.categories.lockTree() : [];
      const before = await this.categories.lock(scope, id);
      if (!before) throw categoryNotFound();
      assertVersion(version, before.version);
      if (outletId !== undefined && outletId !== before.outletId) throw fixedField('outlet_id');
      const after = reviseCategory(before, changes, now);
      if (after.parentId !== undefined && after.parentId !== before.parentId) assertPlace(after, tree);
      await this.categories.update(after);
      await this.changeLog.record({
        actor: actorRef(actor),
        action: 'category.updated',
        subjectType: 'category',
        subjectId: id,
        outletId: after.outletId,
        productIds: [],
        details: {
          from: { name: before.name, position: before.position },
          to: { name: after.name, position: after.position },
        },
      });
    });
  }
}
