import { Injectable } from '@nestjs/common';

import { actorRef, type UserActor, versionConflict } from '#libs/kernel';

import { categoryNotFound, fixedField } from '../catalog.errors.js';
import { CategoryRepository } from '../catalog.ports.js';
import { CatalogChangeLog } from '../catalog-change-log.js';
import { CatalogViews } from '../catalog-views.js';
import { CatalogWork } from '../catalog-work.js';
import { type CategoryChanges, type CategoryDraft, replaceCategory, reviseCategory } from '../category.js';

export interface ChangeCategoryInput {
  readonly actor: UserActor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
  readonly change:
    | { readonly kind: 'replace'; readonly draft: CategoryDraft }
    | { readonly kind: 'revise'; readonly changes: CategoryChanges };
  /** Allowed only as it is. */
  readonly outletId?: string | null;
}

@Injectable()
export class ChangeCategory {
  constructor(
    private readonly categories: CategoryRepository,
    private readonly views: CatalogViews,
    private readonly changeLog: CatalogChangeLog,
    private readonly work: CatalogWork,
  ) {}

  async execute({ actor, id, version, change, outletId }: ChangeCategoryInput): Promise<void> {
    const view = await this.views.of(actor);
    await this.work.run(async (now) => {
      const before = await this.categories.lock(view, id);
      if (!before) throw categoryNotFound();
      if (version !== undefined && version !== before.version) throw versionConflict(before.version);
      if (outletId !== undefined && outletId !== before.outletId) throw fixedField('outlet_id');
      const after =
        change.kind === 'replace'
          ? replaceCategory(before, change.draft, now)
          : reviseCategory(before, change.changes, now);
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
