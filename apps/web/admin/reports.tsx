import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { formatMoney } from '../shared/money.js';
import { Button } from '../shared/ui/button.js';
import { Empty, problemText } from '../shared/ui/states.js';
import { toast } from '../shared/ui/toast.js';
import { language, t } from '../shared/words/index.js';
import { keepFile } from './keep-file.js';
import type { ScreenProps } from './admin.js';
import { Shown, useTold } from './told.js';

type Grouping = Schemas['Grouping'];
type Figures = Schemas['FiguresResponse'];

const GROUPINGS: readonly Grouping[] = [
  'day',
  'week',
  'month',
  'hour',
  'product',
  'category',
  'cashier',
  'payment_method',
];
/** Sums in the order of the table; a report leaves out those that its grouping cannot have. */
const SUMS = ['gross_sales', 'discounts', 'service_charge', 'tax', 'refunds', 'net_sales'] as const;
const COUNTS = ['orders_count', 'items_count', 'payments_count'] as const;
const DAY_MS = 86_400_000;

/** Sales between two dates, and the same as a file for a spreadsheet. */
export function ReportsScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { admin: words } = t.value;
  const dateOf = (at: number) => new Intl.DateTimeFormat('en-CA', { timeZone: outlet.time_zone }).format(at);
  const [from, setFrom] = useState(dateOf(Date.now() - 6 * DAY_MS));
  const [to, setTo] = useState(dateOf(Date.now()));
  const [grouping, group] = useState<Grouping>('day');
  const query = { outlet_id: outlet.id, from, to, group_by: grouping };
  const told = useTold(
    () => admin.api.get('/api/v1/reports/sales', { params: { query } }),
    [outlet.id, from, to, grouping],
  );
  async function download(): Promise<void> {
    const delimiter = language.value === 'en' ? ('comma' as const) : ('semicolon' as const);
    const file = await admin.api.get('/api/v1/reports/sales', {
      params: { query: { ...query, format: 'csv', delimiter } },
      parseAs: 'blob',
    });
    if (file.ok) keepFile(file.data as unknown as Blob, `sales-${grouping}-${from}-${to}.csv`);
    else toast(problemText(file.problem), { kind: 'bad' });
  }
  return (
    <>
      <div class="row filters">
        <label>
          {words.fromDate}
          <input type="date" value={from} max={to} onChange={(event) => setFrom(event.currentTarget.value || from)} />
        </label>
        <label>
          {words.toDate}
          <input type="date" value={to} min={from} onChange={(event) => setTo(event.currentTarget.value || to)} />
        </label>
        <label>
          {words.groupBy}
          <select value={grouping} onChange={(event) => group(event.currentTarget.value as Grouping)}>
            {GROUPINGS.map((one) => (
              <option key={one} value={one}>
                {words.groupings[one as keyof typeof words.groupings]}
              </option>
            ))}
          </select>
        </label>
        <Button onPress={() => void download()}>{words.download}</Button>
      </div>
      <Shown told={told}>
        {({ data, totals }) => {
          if (data.length === 0) return <Empty title={words.noSales} />;
          const has = (name: keyof Figures) => data.some((row) => row[name] !== undefined);
          const counts = COUNTS.filter(has);
          const sums = SUMS.filter(has);
          const cells = (row: Figures) => (
            <>
              {counts.map((name) => (
                <td key={name} class="number">
                  {row[name] ?? ''}
                </td>
              ))}
              {sums.map((name) => (
                <td key={name} class="number">
                  {row[name] === undefined ? '' : formatMoney(row[name], row.currency, language.value)}
                </td>
              ))}
            </>
          );
          return (
            <div class="wide" role="region" tabIndex={0} aria-label={words.screens.reports}>
              <table class="figures-table">
                <thead>
                  <tr>
                    <th scope="col">{words.groupings[grouping as keyof typeof words.groupings]}</th>
                    {[...counts, ...sums].map((name) => (
                      <th key={name} scope="col" class="number">
                        {words.figures[name]}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {data.map((row) => (
                    <tr key={`${row.key} ${row.currency}`}>
                      <th scope="row">{nameOf(row)}</th>
                      {cells(row)}
                    </tr>
                  ))}
                </tbody>
                <tfoot>
                  {totals.map((row) => (
                    <tr key={row.currency} class="sum">
                      <th scope="row">{words.total}</th>
                      {cells(row)}
                    </tr>
                  ))}
                </tfoot>
              </table>
            </div>
          );
        }}
      </Shown>
    </>
  );
}

function nameOf({ key, name }: Schemas['SalesRowResponse']): string {
  const { methods, none } = t.value.admin;
  return methods[key as keyof typeof methods] ?? name ?? key ?? none;
}
