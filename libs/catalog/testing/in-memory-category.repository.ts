import { CategoryRepository } from '../core/catalog.ports.js';
import type { CatalogScope } from '../core/model/catalog-scope.js';
import { type Category, reviseCategory } from '../core/model/category.js';

export class InMemoryCategoryRepository extends CategoryRepository {
  private readonly categories = new Map<string, Category>();

  async lock({ outlets }: CatalogScope, id: string): Promise<Category | null> {
    const category = this.categories.get(id);
    if (!category) return null;
    return category.outletId === null || outlets.some((outlet) => outlet.id === category.outletId) ? category : null;
  }

  hold(scope: CatalogScope, id: string): Promise<Category | null> {
    return this.lock(scope, id);
  }

  async usableAt(outletId: string | null): Promise<Category[]> {
    return [...this.categories.values()]
      .filter((category) => category.outletId === null || category.outletId === outletId)
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  }

  async lockTree(): Promise<Category[]> {
    return [...this.categories.values()];
  }

  async below(id: string): Promise<string[]> {
    const children = [...this.categories.values()].filter(({ parentId }) => parentId === id);
    const deeper = await Promise.all(children.map((child) => this.below(child.id)));
    return [...children.map((child) => child.id), ...deeper.flat()].sort();
  }

  async stationAbove(id: string): Promise<string | null> {
    const category = this.categories.get(id);
    const parent = category?.parentId === undefined ? undefined : this.categories.get(category.parentId);
    return parent ? (parent.station ?? this.stationAbove(parent.id)) : null;
  }

  async moveUp(id: string, parentId: string | null, at: Date): Promise<void> {
    for (const category of [...this.categories.values()].filter((one) => one.parentId === id)) {
      this.categories.set(category.id, reviseCategory(category, { parentId }, at));
    }
  }

  async insert(categories: readonly Category[]): Promise<void> {
    for (const category of categories) this.categories.set(category.id, category);
  }

  async update(category: Category): Promise<void> {
    if (this.categories.get(category.id)?.version !== category.version - 1) {
      throw new Error('A category was changed without its lock');
    }
    this.categories.set(category.id, category);
  }

  async remove(id: string): Promise<void> {
    this.categories.delete(id);
  }
}
