import { LRUCache } from 'lru-cache';

import { Database, deleteInBatches } from '#libs/platform';

import { type KeptQuotes, QuoteBook, type QuoteKey } from '../core/shipping.ports.js';
import type { ShippingQuoteRow } from './shipping.schema.js';

/** The table `shipping_quotes`, and in front of it what this process has read or written last. */
export class SqlQuoteBook extends QuoteBook {
  private readonly recent: LRUCache<string, KeptQuotes>;

  constructor(
    private readonly database: Database,
    size: number,
  ) {
    super();
    this.recent = new LRUCache({ max: size });
  }

  async find(key: QuoteKey, freshSince: Date): Promise<KeptQuotes | null> {
    const known = this.recent.get(nameOf(key));
    if (known && known.quotedAt > freshSince) return known;
    const [row] = await this.database.query<Pick<ShippingQuoteRow, 'quotes' | 'quoted_at'>>({
      name: 'shipping.find-quotes',
      text: `SELECT quotes, quoted_at FROM shipping_quotes
             WHERE outlet_id = $1 AND provider = $2 AND from_cep = $3 AND zone = $4 AND box = $5`,
      values: valuesOf(key),
    });
    if (!row) return null;
    const kept = { quotes: row.quotes, quotedAt: row.quoted_at };
    this.recent.set(nameOf(key), kept);
    return kept;
  }

  async keep(key: QuoteKey, kept: KeptQuotes): Promise<void> {
    // Aside: it was said, whatever becomes of the order that made us ask.
    await this.database.aside({
      name: 'shipping.keep-quotes',
      text: `INSERT INTO shipping_quotes (outlet_id, provider, from_cep, zone, box, quotes, quoted_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (outlet_id, provider, from_cep, zone, box) DO UPDATE
               SET quotes = excluded.quotes, quoted_at = excluded.quoted_at
               WHERE shipping_quotes.quoted_at < excluded.quoted_at`,
      values: [...valuesOf(key), JSON.stringify(kept.quotes), kept.quotedAt],
    });
    this.recent.set(nameOf(key), kept);
  }

  async forget(before: Date): Promise<void> {
    await deleteInBatches(this.database, {
      table: 'shipping_quotes',
      key: 'outlet_id, provider, from_cep, zone, box',
      where: 'quoted_at < $1',
      values: [before],
    });
  }
}

const valuesOf = ({ outletId, provider, fromCep, zone, box }: QuoteKey) => [outletId, provider, fromCep, zone, box];
const nameOf = (key: QuoteKey): string => valuesOf(key).join('|');
