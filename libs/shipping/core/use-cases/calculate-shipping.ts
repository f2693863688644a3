import { Injectable } from '@nestjs/common';

import { CatalogApi, type SellableProduct } from '#libs/catalog';
import { DomainError } from '#libs/kernel';
import { OutletsApi, type OutletSettings } from '#libs/outlets';

import { CarrierQuotes } from '../services/carrier-quotes.js';
import { cepOf } from '../model/cep.js';
import { pack, type Piece, weightOf } from '../model/packing.js';
import type { CarrierQuote } from '../model/carrier.js';
import { ChosenCarrier, RateRepository } from '../shipping.ports.js';
import type { ParcelItem, ShippingOption, ShippingQuestion } from '../shipping.api.js';
import { noShippingOutlet, shippingUnavailable } from '../model/shipping.errors.js';
import { quotesByRates } from '../model/shipping-rate.js';

/** A question that may leave the outlet open: then it is the oldest Brazilian one that sells all of it. */
export type OpenShippingQuestion = Omit<ShippingQuestion, 'outletId'> & { readonly outletId?: string };

export interface ShippingQuote {
  readonly outlet: OutletSettings;
  /** Cheapest first. */
  readonly options: readonly ShippingOption[];
}

/** What the ways to send a basket cost. Asks a carrier: not for a unit of work. */
@Injectable()
export class CalculateShipping {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly catalog: CatalogApi,
    private readonly chosen: ChosenCarrier,
    private readonly carrierQuotes: CarrierQuotes,
    private readonly rates: RateRepository,
  ) {}

  /**
   * Options are empty when nobody goes there. Throws `INVALID_CEP`, `PRODUCT_NOT_FOUND`, `NO_SHIPPING_OUTLET`, and `SHIPPING_UNAVAILABLE` when
   * the carrier does not answer and nothing is known without it.
   */
  async execute({ outletId, cep: givenCep, items }: OpenShippingQuestion): Promise<ShippingQuote> {
    const cep = cepOf(givenCep);
    const { outlet, pieces } = await this.senderOf(outletId, items);
    const options = await this.options(outlet, cep, pieces);
    return { outlet, options: options.sort((a, b) => a.price - b.price || a.days - b.days) };
  }

  private async options(outlet: OutletSettings, cep: string, pieces: readonly Piece[]): Promise<ShippingOption[]> {
    const asksCarrier = this.chosen.carrier !== null && outlet.country === 'BR' && outlet.currency === 'BRL';
    if (!asksCarrier) return toOptions(await this.byRates(outlet, cep, pieces), false);
    const boxes = pack(pieces);
    if (!boxes) return [];
    const known = await this.carrierQuotes.of(outlet.id, cep, boxes);
    if (known) return toOptions(known.quotes, known.stale);
    const own = await this.byRates(outlet, cep, pieces);
    if (own.length === 0) throw shippingUnavailable();
    return toOptions(own, true);
  }

  private async byRates(outlet: OutletSettings, cep: string, pieces: readonly Piece[]): Promise<CarrierQuote[]> {
    return quotesByRates(await this.rates.holding(outlet.id, cep), cep, weightOf(pieces));
  }

  private async senderOf(outletId: string | undefined, items: readonly ParcelItem[]) {
    if (outletId !== undefined) {
      const outlet = await this.outlets.get(outletId);
      return { outlet, pieces: piecesOf(items, await this.soldBy(outlet, items)) };
    }
    const brazilian = (await this.outlets.list('all')).filter(({ country }) => country === 'BR');
    let soldByFirst: ReadonlyMap<string, SellableProduct> | undefined;
    for (const outlet of brazilian) {
      const products = await this.soldBy(outlet, items);
      if (items.every(({ productId }) => products.has(productId))) return { outlet, pieces: piecesOf(items, products) };
      soldByFirst ??= products;
    }
    const [outlet] = brazilian;
    if (!outlet) throw noShippingOutlet();
    return { outlet, pieces: piecesOf(items, soldByFirst ?? new Map()) };
  }

  private soldBy(outlet: OutletSettings, items: readonly ParcelItem[]) {
    return this.catalog.sellable(outlet.id, [...new Set(items.map(({ productId }) => productId))]);
  }
}

function piecesOf(items: readonly ParcelItem[], products: ReadonlyMap<string, SellableProduct>): Piece[] {
  const faults = items.flatMap(({ productId }, i) =>
    products.has(productId)
      ? []
      : [
          {
            pointer: `/items/${i}/product_id`,
            code: 'PRODUCT_NOT_FOUND',
            message: 'this outlet sells no such product',
          },
        ],
  );
  if (faults.length > 0) {
    const message = 'This outlet does not sell one of the products.';
    throw new DomainError('not_found', 'PRODUCT_NOT_FOUND', message, {}, faults);
  }
  return items.flatMap(({ productId, quantity }) => {
    const product = products.get(productId);
    if (!product) return [];
    const { weightGrams, lengthMm, widthMm, heightMm } = product;
    return [{ quantity, weightGrams, lengthMm, widthMm, heightMm }];
  });
}

const toOptions = (quotes: readonly CarrierQuote[], stale: boolean): ShippingOption[] =>
  quotes.map(({ carrier, service, price, days }) => ({ carrier, service, price, days, stale }));
