import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { zoneOf } from '../model/cep.js';
import { boxName, type BoxStack } from '../model/packing.js';
import type { CarrierQuote, QuoteRequest } from '../model/carrier.js';
import { ChosenCarrier, QuoteBook, type QuoteKey, type ShippingCarrier } from '../shipping.ports.js';

export interface KnownQuotes {
  readonly quotes: readonly CarrierQuote[];
  /** The carrier did not answer: these are its last good words. */
  readonly stale: boolean;
}

/** What the carrier takes for a parcel: as it said a little while ago, as it says now, or as it said last. */
@Injectable()
export class CarrierQuotes {
  private readonly asking = new Map<string, Promise<KnownQuotes | null>>();

  constructor(
    private readonly chosen: ChosenCarrier,
    private readonly book: QuoteBook,
    private readonly clock: Clock,
  ) {}

  /** Null when the carrier did not answer and its last words on one of the boxes are not known. */
  async of(outletId: string, toCep: string, boxes: readonly BoxStack[]): Promise<KnownQuotes | null> {
    const { carrier, senderCep: fromCep } = this.chosen;
    if (!carrier) return null;
    const found = await Promise.all(
      boxes.map(async ({ box, count }) => {
        const known = await this.ofBox(carrier, outletId, { fromCep, toCep, box });
        return known && { known, count };
      }),
    );
    const whole = found.flatMap((part) => part ?? []);
    if (whole.length < found.length) return null;
    return {
      quotes: overBoxes(whole.map(({ known, count }) => ({ quotes: known.quotes, count }))),
      stale: whole.some(({ known }) => known.stale),
    };
  }

  /** Many who ask the same at once are one question to the carrier. */
  private ofBox(carrier: ShippingCarrier, outletId: string, request: QuoteRequest): Promise<KnownQuotes | null> {
    const key: QuoteKey = {
      outletId,
      provider: carrier.name,
      fromCep: request.fromCep,
      zone: zoneOf(request.toCep),
      box: boxName(request.box),
    };
    const name = JSON.stringify(key);
    const underWay = this.asking.get(name);
    if (underWay) return underWay;
    const answer = this.freshOrAsked(carrier, key, request).finally(() => this.asking.delete(name));
    this.asking.set(name, answer);
    return answer;
  }

  private async freshOrAsked(
    carrier: ShippingCarrier,
    key: QuoteKey,
    request: QuoteRequest,
  ): Promise<KnownQuotes | null> {
    const freshSince = new Date(this.clock.now().getTime() - this.chosen.quoteTtlMs);
    const kept = await this.book.find(key, freshSince);
    if (kept && kept.quotedAt > freshSince) return { quotes: kept.quotes, stale: false };
    const outcome = await carrier.quote(request);
    if (outcome.kind === 'failed') return kept && { quotes: kept.quotes, stale: true };
    await this.book.keep(key, { quotes: outcome.quotes, quotedAt: this.clock.now() });
    return { quotes: outcome.quotes, stale: false };
  }
}

/** A parcel of several boxes goes by what takes each of them: the prices add up, and the slowest box counts. */
export function overBoxes(
  boxes: readonly { readonly quotes: readonly CarrierQuote[]; readonly count: number }[],
): CarrierQuote[] {
  const [first, ...others] = boxes;
  return (first?.quotes ?? []).flatMap((quote) => {
    let whole: CarrierQuote = { ...quote, price: quote.price * (first?.count ?? 0) };
    for (const { quotes, count } of others) {
      const same = quotes.find(({ carrier, service }) => carrier === quote.carrier && service === quote.service);
      if (!same) return [];
      whole = { ...whole, price: whole.price + same.price * count, days: Math.max(whole.days, same.days) };
    }
    return [whole];
  });
}
