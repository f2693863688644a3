import type { JSX } from 'preact';

import { formatMoney } from '../shared/money.js';
import { Sheet } from '../shared/ui/sheet.js';
import { Empty } from '../shared/ui/states.js';
import { language, t } from '../shared/words/index.js';
import type { ScreenProps } from './page.js';
import type { Shift } from './shifts.js';
import { Shown, useTold } from './told.js';

interface ShiftSheetProps extends ScreenProps {
  readonly shift: Shift;
  readonly onClose: () => void;
}

/** What a drawer took and gave: the X of an open shift, the Z of a closed one. */
export function ShiftSheet({ admin, outlet, shift, onClose }: ShiftSheetProps): JSX.Element {
  const { admin: words } = t.value;
  const told = useTold(
    () => admin.api.get('/api/v1/shifts/{id}/report', { params: { path: { id: shift.id } } }),
    [shift.id],
  );
  const money = (minor: number | null | undefined) =>
    minor == null ? '–' : formatMoney(minor, outlet.currency, language.value);
  return (
    <Sheet title={words.report} onClose={onClose}>
      <Shown told={told}>
        {(report) => {
          if ('status' in report) return <Empty title={words.reportComes} />;
          return (
            <>
              <p>
                <strong>{report.number === undefined ? report.type : `${report.type} ${report.number}`}</strong>{' '}
                {report.business_date} · {report.cashier.name}
              </p>
              <table class="figures-table">
                <tbody>
                  <Row name={words.float} value={money(report.float)} />
                  {report.sales.map((one) => (
                    <Row
                      key={one.method}
                      name={words.methods[one.method as keyof typeof words.methods] ?? one.method}
                      value={money(one.amount)}
                      more={String(one.count)}
                    />
                  ))}
                  <Row
                    name={words.refunds}
                    value={money(report.totals.refunds)}
                    more={`${report.totals.refunds_count}`}
                  />
                  <Row name={words.payIns} value={money(report.totals.pay_ins)} />
                  <Row name={words.payOuts} value={money(report.totals.pay_outs)} />
                  <Row name={words.drops} value={money(report.totals.drops)} />
                  <Row name={words.expectedCash} value={money(report.expected_cash)} />
                  <Row name={words.countedCash} value={money(report.counted_cash)} />
                  <Row name={words.differenceOf} value={money(report.difference)} isSum />
                  {report.tenders?.map((one) => (
                    <Row
                      key={one.tender_id}
                      name={one.name}
                      value={money(one.difference)}
                      more={`${money(one.declared)} / ${money(one.expected)}`}
                    />
                  ))}
                  <Row name={words.netSales} value={money(report.totals.net)} isSum />
                </tbody>
              </table>
              {report.note && <p>{report.note}</p>}
            </>
          );
        }}
      </Shown>
    </Sheet>
  );
}

interface RowProps {
  readonly name: string;
  readonly value: string;
  readonly more?: string;
  readonly isSum?: boolean;
}

const Row = ({ name, value, more, isSum }: RowProps): JSX.Element => (
  <tr class={isSum ? 'sum' : ''}>
    <th scope="row">{name}</th>
    <td class="number quiet">{more}</td>
    <td class="number">{value}</td>
  </tr>
);
