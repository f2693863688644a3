import { type KeptQuotes, QuoteBook, type QuoteKey } from '../core/shipping.ports.js';

export class InMemoryQuoteBook extends QuoteBook {
  private readonly kept = new Map<string, KeptQuotes>();

  async find(key: QuoteKey): Promise<KeptQuotes | null> {
    return this.kept.get(nameOf(key)) ?? null;
  }

  async keep(key: QuoteKey, kept: KeptQuotes): Promise<void> {
    const known = this.kept.get(nameOf(key));
    if (!known || known.quotedAt < kept.quotedAt) this.kept.set(nameOf(key), kept);
  }

  async forget(before: Date): Promise<void> {
    for (const [name, { quotedAt }] of this.kept) if (quotedAt < before) this.kept.delete(name);
  }
}

const nameOf = ({ outletId, provider, fromCep, zone, box }: QuoteKey): string =>
  [outletId, provider, fromCep, zone, box].join('|');
