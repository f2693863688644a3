import type { JSX } from 'preact';

import { t } from '../shared/words/index.js';
import type { Till } from './till.js';

interface Bill {
  readonly subtotal: number;
  readonly discount_total: number;
  readonly coupon_discount: number;
  readonly service_charge: number;
  readonly tax_total: number;
  readonly tax_inclusive: boolean;
  readonly rounding: number;
  readonly total_amount: number;
}

/** How a bill adds up, as the server says. */
export function Totals({ till, bill }: { readonly till: Till; readonly bill: Bill }): JSX.Element {
  const { till: words } = t.value;
  const rows: readonly (readonly [string, number])[] = [
    [words.subtotal, bill.subtotal],
    [words.discount, -bill.discount_total],
    [words.coupon, -bill.coupon_discount],
    [words.service, bill.service_charge],
    [bill.tax_inclusive ? words.taxIn : words.tax, bill.tax_total],
    [words.rounding, bill.rounding],
  ];
  const shown = rows.filter(
    ([name, amount]) => amount !== 0 && (name !== words.subtotal || bill.subtotal !== bill.total_amount),
  );
  return (
    <dl class="totals">
      {shown.map(([name, amount]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="number">{till.money(amount)}</dd>
        </div>
      ))}
      <div class="grand">
        <dt>{words.total}</dt>
        <dd class="number">{till.money(bill.total_amount)}</dd>
      </div>
    </dl>
  );
}
