import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { clockTime } from '../shared/ui/banner.js';
import { Broken, Loading } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import { Wrong } from './wrong.js';
import { mayHaveDrawer, type Report } from './drawer.js';
import { DrawerPeople } from './drawer-people.js';
import { MoveCash } from './move-cash.js';
import { OpenShift } from './open-shift.js';
import { said } from './problems.js';
import type { Till } from './till.js';

/** Cash that comes or goes without a sale, and how the shift stands. */
export function CashScreen({ till }: { readonly till: Till }): JSX.Element {
  const { till: words, floor } = t.value;
  const { shift, problem } = till.drawer;
  if (problem.value) return <Broken problem={problem.value} onRetry={() => void till.drawer.load()} />;
  if (shift.value === undefined) return <Loading />;
  if (shift.value === null) {
    if (!mayHaveDrawer(till.session.user.value?.role)) return <p class="column">{words.noShift}</p>;
    return <OpenShift till={till} onLater={() => till.go('sell')} />;
  }
  return (
    <div class="cash-screen">
      <MoveCash till={till} />
      <DrawerPeople till={till} shift={shift.value} />
      <section class="stack">
        <h2>{words.report}</h2>
        {shift.value.drawer && <p>{shift.value.drawer.name}</p>}
        <p class="quiet">{words.openedAt(clockTime(Date.parse(shift.value.opened_at), shift.value.time_zone))}</p>
        <XReport till={till} shiftId={shift.value.id} />
        <Button onPress={() => till.go('handover')}>{floor.handOver}</Button>
        <Button onPress={() => till.go('close')}>{words.closeShift}</Button>
      </section>
    </div>
  );
}

function XReport({ till, shiftId }: { readonly till: Till; readonly shiftId: string }): JSX.Element {
  const { till: words } = t.value;
  const [report, setReport] = useState<Report | null>(null);
  const act = useAct();
  const load = () =>
    act.run(async () => {
      const told = await till.drawer.report(shiftId);
      if (told.ok) setReport(told.data);
      return told.ok ? null : told.problem;
    });
  return (
    <>
      {act.problem && <Wrong text={said(act.problem)} />}
      {report && <ReportView till={till} report={report} />}
      <Button busy={act.isBusy} onPress={load}>
        {words.showReport}
      </Button>
    </>
  );
}

/** A report in short. An amount that is not told yet, since a count is blind, is a dash. */
export function ReportView({ till, report }: { readonly till: Till; readonly report: Report }): JSX.Element {
  const { till: words } = t.value;
  const { totals } = report;
  const money = (amount: number | null) => (amount === null ? '—' : till.money(amount));
  const rows: readonly (readonly [string, number | null])[] = [
    [words.float, report.float],
    ...report.sales.map(({ method, amount }) => [`${words.sales} · ${words.ways[method] ?? method}`, amount] as const),
    ...report.refunds.map(
      ({ method, amount }) => [`${words.refunds} · ${words.ways[method] ?? method}`, amount] as const,
    ),
    [words.ins, totals.pay_ins],
    [words.outs, totals.pay_outs],
    [words.drops, totals.drops],
  ];
  return (
    <dl class="totals">
      {rows.map(([name, amount]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="number">{money(amount)}</dd>
        </div>
      ))}
    </dl>
  );
}
