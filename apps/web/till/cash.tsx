import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { clockTime } from '../shared/ui/banner.js';
import { Field } from '../shared/ui/field.js';
import { Keypad } from '../shared/ui/keypad.js';
import { Broken, Loading } from '../shared/ui/states.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import { Wrong } from './cart-panel.js';
import { mayHaveDrawer, type Report } from './drawer.js';
import { OpenShift } from './open-shift.js';
import { asksIfSure, said } from './problems.js';
import type { Till } from './till.js';
import { amountOf, eraseDigit, typeDigits, zerosOf } from './typed-amount.js';

type Kind = 'PAY_IN' | 'PAY_OUT' | 'DROP';

/** Cash that comes or goes without a sale, and how the shift stands. */
export function CashScreen({ till }: { readonly till: Till }): JSX.Element {
  const { till: words } = t.value;
  const { shift, problem } = till.drawer;
  if (!mayHaveDrawer(till.session.user.value?.role)) return <p class="column">{words.noShift}</p>;
  if (problem.value) return <Broken problem={problem.value} onRetry={() => void till.drawer.load()} />;
  if (shift.value === undefined) return <Loading />;
  if (shift.value === null) return <OpenShift till={till} onLater={() => till.go('sell')} />;
  return (
    <div class="cash-screen">
      <Move till={till} />
      <section class="stack">
        <h2>{words.report}</h2>
        <p class="quiet">{words.openedAt(clockTime(Date.parse(shift.value.opened_at), shift.value.time_zone))}</p>
        <XReport till={till} shiftId={shift.value.id} />
        <Button onPress={() => till.go('close')}>{words.closeShift}</Button>
      </section>
    </div>
  );
}

function Move({ till }: { readonly till: Till }): JSX.Element {
  const { till: words } = t.value;
  const [kind, setKind] = useState<Kind>('PAY_IN');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const act = useAct();
  const amount = amountOf(typed) ?? 0;
  const isSure = asksIfSure(act.problem);
  const kinds: readonly (readonly [Kind, string])[] = [
    ['PAY_IN', words.payIn],
    ['PAY_OUT', words.payOut],
    ['DROP', words.drop],
  ];
  const name = kinds.find(([one]) => one === kind)![1];
  const submit = () =>
    act.run(async () => {
      const told = await till.drawer.move(kind, amount, reason.trim(), isSure);
      if (!told.ok) return told.problem;
      setTyped('');
      setReason('');
      toast(words.moved);
      return null;
    });
  return (
    <form
      class="counting"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (amount > 0 && reason.trim() !== '') submit();
      }}
    >
      <div class="stack">
        <h2>{words.moveCash}</h2>
        <div class="choices" role="group" aria-label={words.moveCash}>
          {kinds.map(([one, label]) => (
            <Button key={one} pressed={kind === one} onPress={() => setKind(one)}>
              {label}
            </Button>
          ))}
        </div>
        <Field label={words.reason} value={reason} onInput={setReason} maxLength={200} />
      </div>
      <div class="stack tight">
        <label class="amount-field">
          <span>{words.amount}</span>
          <input
            class="number"
            type="text"
            inputMode="numeric"
            value={typed === '' ? '' : till.money(amount)}
            placeholder={till.money(0)}
            onInput={(event) => setTyped(typeDigits('', event.currentTarget.value.replace(/\D/g, '')))}
          />
        </label>
        <Keypad
          onDigit={(digits) => setTyped(typeDigits(typed, digits))}
          onErase={() => setTyped(eraseDigit(typed))}
          extra={zerosOf(till.shop.outlet.value?.currency ?? 'IDR')}
        />
      </div>
      <div class="stack">
        {act.problem && <Wrong text={said(act.problem)} />}
        <Button kind="main" type="submit" busy={act.isBusy} disabled={amount === 0 || reason.trim() === ''}>
          {isSure ? words.sureAmount(till.money(amount)) : `${name} ${till.money(amount)}`}
        </Button>
      </div>
    </form>
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
