import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { Problem } from '../shared/api.js';
import { Sheet } from '../shared/ui/sheet.js';
import { Broken, Loading } from '../shared/ui/states.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import type { ApprovalGiven } from './approval-given.js';
import { Acts } from './bill-acts.js';
import type { Do, Part } from './bill-doing.js';
import { PartForm } from './bill-part-form.js';
import { BillLines } from './bill-lines.js';
import type { Details } from './bills.js';
import { ApprovalSheet } from './approval-later.js';
import { Wrong } from './wrong.js';
import { asksApproval, said } from './problems.js';
import { TableSheet } from './table-sheet.js';
import { Totals } from './totals.js';
import type { Till } from './till.js';
import { UnseenPayments } from './unseen-payments.js';

interface BillSheetProps {
  readonly till: Till;
  readonly orderId: string;
  readonly onClose: () => void;
}

/** What a supervisor has to agree to. */
interface Pending {
  readonly refusal: Problem;
  readonly run: (approval?: ApprovalGiven) => Promise<Problem | null>;
}

export function BillSheet({ till, orderId, onClose }: BillSheetProps): JSX.Element {
  const { till: words } = t.value;
  const [bill, setBill] = useState<Details | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [part, setPart] = useState<Part | null>(null);
  const [asksTable, askTable] = useState(false);
  const [pending, setPending] = useState<Pending | null>(null);
  const act = useAct();
  /** Of what may have arrived: sent again it is done once. */
  const keys = useRef<{ alone?: string; approved?: string }>({});

  const load = async () => {
    const told = await till.api.get('/api/v1/orders/{id}', { params: { path: { id: orderId } } });
    setProblem(told.ok ? null : told.problem);
    if (!told.ok) return;
    setBill(told.data);
    till.unopened.open(told.data);
  };
  useEffect(() => {
    void load();
    void till.permissions.load();
    return till.shop.onEvent((message) => {
      const { id, order_id: of = id } = message?.payload ?? {};
      if (!message || of === orderId) void load();
    });
  }, [orderId]);

  const done = async (): Promise<null> => {
    setPart(null);
    setPending(null);
    await Promise.all([load(), till.bills.load()]);
    return null;
  };
  const perform: Do = (work) =>
    act.run(async () => {
      const told = await work({ key: (keys.current.alone ??= newId()) });
      if (told.ok || told.problem.status !== 0) keys.current = {};
      else void load();
      if (told.ok) return done();
      if (!asksApproval(told.problem)) return told.problem;
      const run = async (approval?: ApprovalGiven) => {
        const again = await work({ key: (keys.current.approved ??= newId()), ...(approval && { approval }) });
        if (again.ok || again.problem.status !== 0) keys.current = {};
        return again.ok ? done() : again.problem;
      };
      setPending({ run, refusal: told.problem });
      return null;
    });

  const title = bill
    ? `${words.bill(bill.number)}${bill.table_name ? ` · ${words.tableOf(bill.table_name)}` : ''}`
    : words.orders;
  return (
    <Sheet title={title} class="bill-sheet" onClose={onClose}>
      {problem && <Broken problem={problem} onRetry={() => void load()} />}
      {!bill && !problem && <Loading />}
      {bill && (
        <>
          <BillLines
            till={till}
            bill={bill}
            onChange={(changeLine) => setPart({ changeLine })}
            onVoid={(voidLine) => setPart({ voidLine })}
          />
          <Totals till={till} bill={bill} />
          {bill.paid_amount > 0 && bill.amount_due > 0 && (
            <p class="still">{words.still(till.money(bill.amount_due))}</p>
          )}
          <UnseenPayments till={till} bill={bill} perform={perform} isBusy={act.isBusy} />
          {act.problem && <Wrong text={said(act.problem)} />}
          {part ? (
            <PartForm
              till={till}
              bill={bill}
              part={part}
              onPart={setPart}
              perform={perform}
              isBusy={act.isBusy}
              onBack={() => setPart(null)}
            />
          ) : (
            <Acts
              till={till}
              bill={bill}
              act={act}
              perform={perform}
              onPart={setPart}
              onTable={() => askTable(true)}
              onClose={onClose}
            />
          )}
        </>
      )}
      {asksTable && bill && (
        <TableSheet
          till={till}
          except={bill.table_id}
          mustChoose
          onClose={() => askTable(false)}
          onChoose={(table) => {
            askTable(false);
            if (!table) return;
            perform(({ key }) =>
              till.api.post('/api/v1/orders/{id}/transfer', {
                params: { path: { id: bill.id } },
                body: { table_id: table.id, version: bill.version },
                key,
              }),
            );
          }}
        />
      )}
      {pending && (
        <ApprovalSheet till={till} refusal={pending.refusal} onApprove={pending.run} onClose={() => setPending(null)} />
      )}
    </Sheet>
  );
}
