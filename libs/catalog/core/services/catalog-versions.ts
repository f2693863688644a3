import { Injectable } from '@nestjs/common';

/** What a change touches: what is sold and whether it is available, or only how much of it is left. */
export type CatalogAspect = 'definition' | 'stock';

/**
 * Counts the changes of the catalogue as this process has heard of them, by outlet. Whoever keeps something that was read from the
 * catalogue takes a stamp before the reading; while `stamp` still says the same, what was read still holds.
 */
@Injectable()
export class CatalogVersions {
  private readonly counts = { definition: new Counts(), stock: new Counts() };

  /** Null: at every outlet. */
  advance(aspect: CatalogAspect, outletId: string | null): void {
    this.counts[aspect].add(outletId);
  }

  /** `'all'` changes with every outlet; a list only with these. */
  stamp(outletIds: 'all' | readonly string[], aspects: readonly CatalogAspect[]): string {
    return aspects.map((aspect) => this.counts[aspect].of(outletIds)).join('/');
  }
}

class Counts {
  private everywhere = 0;
  private all = 0;
  private readonly byOutlet = new Map<string, number>();

  add(outletId: string | null): void {
    this.all += 1;
    if (outletId === null) this.everywhere += 1;
    else this.byOutlet.set(outletId, (this.byOutlet.get(outletId) ?? 0) + 1);
  }

  of(outletIds: 'all' | readonly string[]): string {
    if (outletIds === 'all') return String(this.all);
    return `${this.everywhere}.${outletIds.map((id) => this.byOutlet.get(id) ?? 0).join('.')}`;
  }
}
