import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { BinIcon, PlusIcon } from '../shared/icons.js';
import { parseMoney } from '../shared/money.js';
import { Button } from '../shared/ui/button.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import type { Outlet } from './admin.js';
import { typedAmount } from './form-values.js';
import type { Schedule } from './shapes.js';

type Price = Schemas['ListedPriceResponse'];

/** A row of the price list while it is edited; what is empty is every outlet, channel or hour. */
export interface PriceRow {
  readonly key: string;
  readonly outletId: string;
  readonly channel: string;
  readonly scheduleId: string;
  readonly price: string;
}

export const rowsOf = (prices: readonly Price[], currency: string): readonly PriceRow[] =>
  prices.map(({ outlet_id, channel, schedule_id, price }) => ({
    ...{ key: newId(), outletId: outlet_id ?? '', channel: channel ?? '', scheduleId: schedule_id ?? '' },
    price: typedAmount(price, currency),
  }));

/** What the API is sent; null while a row lacks its price. */
export function pricesIn(rows: readonly PriceRow[], currency: string): Schemas['ListedPriceRequest'][] | null {
  const sent = rows.map(({ outletId, channel, scheduleId, price }) => ({
    ...{ outlet_id: outletId || null, channel: channel.trim().toUpperCase() || null, schedule_id: scheduleId || null },
    price: parseMoney(price, currency),
  }));
  return sent.every((row): row is typeof row & { price: number } => row.price !== null) ? sent : null;
}

interface PriceRowsProps {
  readonly rows: readonly PriceRow[];
  readonly outlets: readonly Outlet[];
  readonly schedules: readonly Schedule[];
  readonly onChange: (rows: readonly PriceRow[]) => void;
}

export function PriceRows({ rows, outlets, schedules, onChange }: PriceRowsProps): JSX.Element {
  const { admin: words, dishes } = t.value;
  const change = (key: string, part: Partial<PriceRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <>
      <datalist id="channels">
        <option value="COUNTER">{dishes.counter}</option>
        <option value="TABLE">{dishes.table}</option>
        <option value="ONLINE">{dishes.online}</option>
        <option value="APP:GOFOOD" />
        <option value="APP:IFOOD" />
      </datalist>
      {rows.map((row) => (
        <div key={row.key} class="price-row">
          <label>
            <span class="quiet">{dishes.where}</span>
            <select value={row.outletId} onChange={(event) => change(row.key, { outletId: event.currentTarget.value })}>
              <option value="">{dishes.everywhere}</option>
              {outlets.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span class="quiet">{dishes.channel}</span>
            <input
              list="channels"
              value={row.channel}
              placeholder={dishes.everyChannel}
              onInput={(event) => change(row.key, { channel: event.currentTarget.value })}
            />
          </label>
          <label>
            <span class="quiet">{words.hours}</span>
            <select
              value={row.scheduleId}
              onChange={(event) => change(row.key, { scheduleId: event.currentTarget.value })}
            >
              <option value="">{words.always}</option>
              {schedules.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span class="quiet">{words.price}</span>
            <input
              value={row.price}
              inputMode="decimal"
              onInput={(event) => change(row.key, { price: event.currentTarget.value })}
            />
          </label>
          <Button
            kind="quiet"
            label={words.remove(words.price)}
            onPress={() => onChange(rows.filter(({ key }) => key !== row.key))}
          >
            <BinIcon size={20} />
          </Button>
        </div>
      ))}
      <Button
        onPress={() => onChange([...rows, { key: newId(), outletId: '', channel: '', scheduleId: '', price: '' }])}
      >
        <PlusIcon size={20} /> {dishes.addPrice}
      </Button>
    </>
  );
}
