import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Problem, Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Empty, Loading } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import { type ApprovalGiven, ApprovalSheet } from './approval.js';
import { Wrong } from './cart-panel.js';
import type { Report } from './drawer.js';
import { MoneyCount } from './money-count.js';
import { asksApproval, asksIfSure, said } from './problems.js';
import { saveShiftReport } from './receipts.js';
import type { Till } from './till.js';

type Closed = Schemas['ClosedShiftResponse'];

/** Three steps: bills that stay, a blind count, what came of it. */
export function CloseScreen({ till }: { readonly till: Till }): JSX.Element {
  const { till: words } = t.value;
  const [step, setStep] = useState(0);
  const [closed, setClosed] = useState<Closed | null>(null);
  useEffect(() => void till.bills.load(), []);
  if (!closed && till.drawer.shift.value === undefined) return <Loading />;
  if (!closed && till.drawer.shift.value === null) return <Empty title={words.noShiftToClose} />;
  return (
    <section class="closing">
      <h2>{words.closeShift}</h2>
      <ol class="steps">
        {words.closeSteps.map((name, at) => (
          <li key={name} aria-current={at === step ? 'step' : undefined}>
            {name}
          </li>
        ))}
      </ol>
      {step === 0 && <OpenBills till={till} onNext={() => setStep(1)} />}
      {step === 1 && (
        <Count
          till={till}
          onClosed={(done) => {
            setClosed(done);
            setStep(2);
          }}
        />
      )}
      {step === 2 && closed && <Result till={till} closed={closed} />}
    </section>
  );
}

function OpenBills({ till, onNext }: { readonly till: Till; readonly onNext: () => void }): JSX.Element {
  const { till: words } = t.value;
  const open = till.bills.open.value;
  return (
    <>
      {!open && <Loading />}
      {open && <p>{open.length > 0 ? words.openStay : words.noneOpen}</p>}
      <ul class="plain-list">
        {open?.map(({ id, number, table_name: table, amount_due: due }) => (
          <li key={id} class="row between">
            <span>
              {number} {table && <span class="quiet">{words.tableOf(table)}</span>}
            </span>
            <span class="number">{till.money(due)}</span>
          </li>
        ))}
      </ul>
      <Button kind="main" onPress={onNext}>
        {words.goOn}
      </Button>
    </>
  );
}

function Count({ till, onClosed }: { readonly till: Till; readonly onClosed: (closed: Closed) => void }): JSX.Element {
  const { till: words } = t.value;
  const [amount, setAmount] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const [asks, ask] = useState(false);
  const act = useAct();
  const isSure = asksIfSure(act.problem);

  const close = async (approval?: ApprovalGiven): Promise<Problem | null> => {
    const more = { isSure, ...(note.trim() && { note: note.trim() }), ...(approval && { approval }) };
    const told = await till.drawer.close(amount ?? 0, more);
    if (told.ok) onClosed(told.data);
    return told.ok ? null : told.problem;
  };
  const submit = () =>
    act.run(async () => {
      const problem = await close();
      if (!asksApproval(problem)) return problem;
      ask(true);
      return null;
    });

  return (
    <>
      <div class="counting">
        <p>{words.countBlind}</p>
        <MoneyCount
          till={till}
          label={words.counted}
          onChange={(next) => {
            act.clear();
            setAmount(next);
          }}
        />
        <div class="stack">
          <Field label={words.differenceWhy} value={note} onInput={setNote} maxLength={200} />
          {act.problem && <Wrong text={said(act.problem)} />}
          <Button kind="main" busy={act.isBusy} disabled={amount === null} onPress={submit}>
            {isSure ? words.sureAmount(till.money(amount ?? 0)) : words.closeWith(till.money(amount ?? 0))}
          </Button>
        </div>
      </div>
      {asks && <ApprovalSheet till={till} onApprove={close} onClose={() => ask(false)} />}
    </>
  );
}

const ASK_EVERY_MS = 2_000;

function Result({ till, closed }: { readonly till: Till; readonly closed: Closed }): JSX.Element {
  const { till: words } = t.value;
  const [report, setReport] = useState<Report | null>(null);
  const act = useAct();
  useEffect(() => {
    let isOver = false;
    const look = async () => {
      const told = await till.drawer.report(closed.id);
      if (!isOver && told.ok && told.data?.type === 'Z') {
        isOver = true;
        setReport(told.data);
      }
    };
    void look();
    const timer = setInterval(() => !isOver && void look(), ASK_EVERY_MS);
    const deafen = till.shop.onEvent((message) => {
      if (!isOver && message?.type === 'SHIFT_REPORT_READY') void look();
    });
    return () => {
      isOver = true;
      clearInterval(timer);
      deafen();
    };
  }, []);
  const off = closed.difference ?? 0;
  const verdict = off === 0 ? words.exactly : off > 0 ? words.overBy(till.money(off)) : words.shortBy(till.money(-off));
  return (
    <>
      <p class={off === 0 ? 'verdict ok' : 'verdict'} role="status">
        {verdict}
      </p>
      <dl class="totals">
        <div>
          <dt>{words.expected}</dt>
          <dd class="number">{till.money(closed.expected_cash ?? 0)}</dd>
        </div>
        <div>
          <dt>{words.counted}</dt>
          <dd class="number">{till.money(closed.end_cash ?? 0)}</dd>
        </div>
      </dl>
      <p role="status">{report ? words.zReady(report.number ?? 0) : words.zMaking}</p>
      {act.problem && <Wrong text={said(act.problem)} />}
      <div class="row">
        <Button busy={act.isBusy} disabled={!report} onPress={() => act.run(() => saveShiftReport(till, closed.id))}>
          {words.printZ}
        </Button>
        <Button kind="main" class="grow" onPress={() => till.go('sell')}>
          {words.done}
        </Button>
      </div>
    </>
  );
}
