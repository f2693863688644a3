import { Injectable } from '@nestjs/common';

import { assertVersion, Clock, type FieldFault, invalid, UnitOfWork, type UserActor } from '#libs/kernel';

import { fieldOfParent, productNotFound } from '../model/catalog.errors.js';
import { ProductRepository, ProductTermsRepository } from '../catalog.ports.js';
import { fault } from '../model/fault.js';
import { allOptions, cheapestChoices } from '../model/modifiers.js';
import { groupsAt, NO_TERMS, type OutletTermFields, type OutletTerms } from '../model/outlet-terms.js';
import type { Product } from '../model/product.js';
import { CatalogChangeLog } from '../services/catalog-change-log.js';
import { CatalogScopes } from '../services/catalog-scopes.js';
import { TermsLog } from '../services/terms-log.js';

export interface SetOutletProductInput {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly productId: string;
  /** The version that the caller has seen, 0 where there was nothing; unchecked when absent. */
  readonly version?: number;
  /** All that the outlet has of its own from now on. */
  readonly fields: OutletTermFields;
}

/** What an outlet has of its own of a product: its price there, its name, whether it is offered, where it is made, its tax, what options add. */
@Injectable()
export class SetOutletProduct {
  constructor(
    private readonly products: ProductRepository,
    private readonly terms: ProductTermsRepository,
    private readonly scopes: CatalogScopes,
    private readonly changes: CatalogChangeLog,
    private readonly log: TermsLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * A change that changes nothing is not a version. Throws `OUTLET_NOT_FOUND`, `PRODUCT_NOT_FOUND` for one that the outlet does not sell, `VERSION_CONFLICT`,
   * `FIELD_OF_PARENT` for what a variant has from its parent, `VALIDATION_FAILED` with every fault.
   */
  async execute({ actor, outletId, productId, version, fields }: SetOutletProductInput): Promise<OutletTerms> {
    const scope = await this.scopes.of(actor, outletId);
    return this.unitOfWork.run(async () => {
      const family = await this.products.lockFamily(scope, productId);
      const product = family.find(({ id }) => id === productId);
      if (!product) throw productNotFound();
      const before = (await this.terms.find(outletId, productId)) ?? { ...NO_TERMS, outletId, productId, version: 0 };
      assertVersion(version, before.version);
      assertFits(product, family, fields);
      const changed = difference(before, fields);
      if (Object.keys(changed).length === 0) return before;
      const after = { ...before, ...fields, version: before.version + 1 };
      const productIds = family
        .filter(({ id, parentId }) => id === productId || parentId === productId)
        .map(({ id }) => id);
      const save = () => this.terms.save(after, this.clock.now());
      await (before.visible === after.visible ? save() : this.changes.announcing([outletId], productIds, save));
      await this.log.outlet({ actor, outletId, product, productIds, changed });
      return after;
    });
  }
}

function assertFits(product: Product, family: readonly Product[], fields: OutletTermFields): void {
  const { price, name, station, taxRate, optionPrices } = fields;
  if (product.parentId !== undefined) {
    const foreign = { name, station, tax_rate: taxRate };
    const given = Object.entries(foreign).find(([, value]) => value !== null)?.[0];
    if (given !== undefined) throw fieldOfParent(given);
    if (Object.keys(optionPrices).length > 0) throw fieldOfParent('option_prices');
  }
  const known = new Set(allOptions(product.modifierGroups).map(({ id }) => id));
  const faults: FieldFault[] = Object.keys(optionPrices)
    .filter((id) => !known.has(id))
    .map((id) => fault(`/option_prices/${id}`, 'UNKNOWN_ID', 'id must be one that this product has'));
  const cheapest = cheapestChoices(groupsAt(product.modifierGroups, optionPrices));
  const variants = family.filter(({ parentId }) => parentId === product.id);
  const prices = [price ?? product.price, ...variants.map((variant) => variant.price)];
  if (Math.min(...prices) + cheapest < 0) {
    const message = 'with the cheapest choices the price must not fall below zero';
    faults.push(fault(price === null ? '/option_prices' : '/price', 'PRICE_BELOW_ZERO', message));
  }
  if (faults.length > 0) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', faults);
}

/** What is other than before, as it is from now on. */
function difference(before: OutletTermFields, after: OutletTermFields): Partial<OutletTermFields> {
  const sorted = (value: unknown): string =>
    JSON.stringify(value !== null && typeof value === 'object' ? Object.entries(value).sort() : value);
  const names = Object.keys(NO_TERMS) as (keyof OutletTermFields)[];
  return Object.fromEntries(
    names.filter((name) => sorted(before[name]) !== sorted(after[name])).map((name) => [name, after[name]]),
  );
}
