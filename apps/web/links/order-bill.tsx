import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { formatMoney } from '../shared/money.js';
import { language, t } from '../shared/words/index.js';

/** What was ordered, and how the total comes about. */
export function OrderBill({ order }: { readonly order: Schemas['OrderDetailsResponse'] }): JSX.Element {
  const { links } = t.value;
  const money = (minor: number) => formatMoney(minor, order.currency, language.value);
  const rows: readonly (readonly [label: string, minor: number, isTotal?: boolean])[] = [
    [links.discount, -order.discount_total],
    [links.serviceCharge, order.service_charge],
    [links.tax, order.tax_inclusive ? 0 : order.tax_total],
    [links.shipping, order.shipping_total],
    [links.rounding, order.rounding],
    [links.total, order.total_amount, true],
    [links.paid, order.paid_amount],
    [links.refunded, order.refunded_amount],
    [links.due, order.amount_due, true],
  ];
  return (
    <table class="bill">
      <tbody>
        {order.items.map((item) => (
          <tr key={item.id} class={item.status === 'VOIDED' ? 'void' : ''}>
            <th scope="row">
              <span class="number">{item.quantity} ×</span> <span>{item.name}</span>
              {item.modifiers.map((modifier) => (
                <small key={modifier.option_id}>{modifier.name}</small>
              ))}
              {item.note !== null && <small>“{item.note}”</small>}
              {item.status === 'VOIDED' && <small>{links.statuses.VOIDED}</small>}
            </th>
            <td class="number">{money(item.subtotal)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {rows
          .filter(([, minor, isTotal]) => minor !== 0 || (isTotal && minor === order.total_amount))
          .map(([label, minor, isTotal]) => (
            <tr key={label} class={isTotal ? 'total' : ''}>
              <th scope="row">{label}</th>
              <td class="number">{money(minor)}</td>
            </tr>
          ))}
      </tfoot>
    </table>
  );
}
