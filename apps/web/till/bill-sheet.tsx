import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Outcome, Problem } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Sheet } from '../shared/ui/sheet.js';
import { Broken, Loading } from '../shared/ui/states.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { type Act, useAct } from './act.js';
import { type ApprovalGiven, ApprovalSheet } from './approval.js';
import { DiscountPart, HistoryPart, MergePart, ReasonPart, RefundPart, SplitPart } from './bill-parts.js';
import type { Details } from './bills.js';
import { Wrong } from './cart-panel.js';
import { asksApproval, said } from './problems.js';
import { printReceipt } from './receipts.js';
import type { Order } from './selling.js';
import { TableSheet } from './table-sheet.js';
import { Totals } from './totals.js';
import type { Till } from './till.js';

/** Something to do with a bill that asks for more first. */
export type Part =
  'discount' | 'split' | 'merge' | 'history' | 'refund' | 'void' | 'reject' | { readonly voidLine: string };

/** Does something with the bill; where a supervisor has to agree, it is done again with their approval. */
export type Do = (work: (more: { key: string; approval?: ApprovalGiven }) => Promise<Outcome<unknown>>) => void;

interface BillSheetProps {
  readonly till: Till;
  readonly orderId: string;
  readonly onClose: () => void;
}

export function BillSheet({ till, orderId, onClose }: BillSheetProps): JSX.Element {
  const { till: words } = t.value;
  const [bill, setBill] = useState<Details | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [part, setPart] = useState<Part | null>(null);
  const [asksTable, askTable] = useState(false);
  const [pending, setPending] = useState<{ run: (approval: ApprovalGiven) => Promise<Problem | null> } | null>(null);
  const act = useAct();

  const load = async () => {
    const told = await till.api.get('/api/v1/orders/{id}', { params: { path: { id: orderId } } });
    setProblem(told.ok ? null : told.problem);
    if (told.ok) setBill(told.data);
  };
  useEffect(() => {
    void load();
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
      const key = newId();
      const told = await work({ key });
      if (told.ok) return done();
      if (!asksApproval(told.problem)) return told.problem;
      const run = async (approval: ApprovalGiven) => {
        const again = await work({ key: newId(), approval });
        return again.ok ? done() : again.problem;
      };
      setPending({ run });
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
          <Lines till={till} bill={bill} onVoid={(voidLine) => setPart({ voidLine })} />
          <Totals till={till} bill={bill} />
          {bill.paid_amount > 0 && bill.amount_due > 0 && (
            <p class="still">{words.still(till.money(bill.amount_due))}</p>
          )}
          {act.problem && <Wrong text={said(act.problem)} />}
          {part ? (
            <PartForm
              till={till}
              bill={bill}
              part={part}
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
      {pending && <ApprovalSheet till={till} onApprove={pending.run} onClose={() => setPending(null)} />}
    </Sheet>
  );
}

interface LinesProps {
  readonly till: Till;
  readonly bill: Details;
  readonly onVoid: (itemId: string) => void;
}

function Lines({ till, bill, onVoid }: LinesProps): JSX.Element {
  const { till: words } = t.value;
  const mayVoid = isOpen(bill);
  return (
    <ul class="bill-lines">
      {bill.items.map((item) => (
        <li key={item.id} class={item.status === 'VOIDED' ? 'gone' : ''}>
          <span class="number">{item.quantity}×</span>
          <span>
            {item.name}
            <span class="quiet">
              {[...item.modifiers.map(({ name }) => name), item.note ?? ''].filter(Boolean).join(', ')}
            </span>
          </span>
          <span class="status">{words.statuses[item.status] ?? item.status}</span>
          <span class="number price">{till.money(item.subtotal)}</span>
          {mayVoid && item.status !== 'VOIDED' && (
            <Button kind="quiet" class="small" label={words.voidLine(item.name)} onPress={() => onVoid(item.id)}>
              ✕
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

const isOpen = ({ status, payment_status: paid }: Details): boolean =>
  status !== 'VOIDED' && (paid === 'PENDING' || paid === 'PARTIALLY_PAID');

interface ActsProps {
  readonly till: Till;
  readonly bill: Details;
  readonly act: Act;
  readonly perform: Do;
  readonly onPart: (part: Part) => void;
  readonly onTable: () => void;
  readonly onClose: () => void;
}

function Acts({ till, bill, act, perform, onPart, onTable, onClose }: ActsProps): JSX.Element {
  const { till: words } = t.value;
  const { id, version } = bill;
  const open = isOpen(bill);
  const add = () => {
    const { cart } = till.selling;
    cart.value = { ...cart.value, addTo: { id, number: bill.number } };
    onClose();
    till.go('sell');
  };
  const pay = () => {
    onClose();
    till.go('pay');
    till.paying.value = bill as unknown as Order;
  };
  if (bill.hold_reason === 'APPROVAL') {
    const accept = () =>
      perform(({ key }) =>
        till.api.post('/api/v1/orders/{id}/accept', { params: { path: { id } }, body: { version }, key }),
      );
    return (
      <div class="acts">
        <Button kind="main" busy={act.isBusy} onPress={accept}>
          {words.accept}
        </Button>
        <Button kind="danger" onPress={() => onPart('reject')}>
          {words.reject}
        </Button>
      </div>
    );
  }
  return (
    <div class="acts">
      {open && bill.amount_due > 0 && (
        <Button kind="main" onPress={pay}>
          {words.pay(till.money(bill.amount_due))}
        </Button>
      )}
      {open && <Button onPress={add}>{words.addLines}</Button>}
      {open && <Button onPress={() => onPart('discount')}>{words.discount}</Button>}
      {open && bill.table_id && <Button onPress={onTable}>{words.transfer}</Button>}
      {open && bill.paid_amount === 0 && <Button onPress={() => onPart('split')}>{words.split}</Button>}
      {open && bill.paid_amount === 0 && <Button onPress={() => onPart('merge')}>{words.merge}</Button>}
      <Button busy={act.isBusy} onPress={() => act.run(() => printReceipt(till, id))}>
        {words.printReceipt}
      </Button>
      <Button onPress={() => onPart('history')}>{words.history}</Button>
      {till.isLead.value && bill.paid_amount > bill.refunded_amount && (
        <Button kind="danger" onPress={() => onPart('refund')}>
          {words.refund}
        </Button>
      )}
      {open && bill.paid_amount === 0 && (
        <Button kind="danger" onPress={() => onPart('void')}>
          {words.voidBill}
        </Button>
      )}
    </div>
  );
}

export interface PartProps {
  readonly till: Till;
  readonly bill: Details;
  readonly perform: Do;
  readonly isBusy: boolean;
  readonly onBack: () => void;
}

function PartForm({ part, ...props }: PartProps & { readonly part: Part }): JSX.Element {
  const { till: words } = t.value;
  const { till, bill } = props;
  const { id, version } = bill;
  if (part === 'discount') return <DiscountPart {...props} />;
  if (part === 'split') return <SplitPart {...props} />;
  if (part === 'merge') return <MergePart {...props} />;
  if (part === 'history') return <HistoryPart {...props} />;
  if (part === 'refund') return <RefundPart {...props} />;
  if (part === 'reject') {
    const reject = (reason: string) =>
      props.perform(({ key }) =>
        till.api.post('/api/v1/orders/{id}/reject', { params: { path: { id } }, body: { reason, version }, key }),
      );
    return <ReasonPart {...props} title={words.reject} label={words.rejectWhy} onReason={reject} />;
  }
  if (part === 'void') {
    const end = (reason: string) =>
      props.perform(({ key, approval }) =>
        till.api.post('/api/v1/orders/{id}/void', {
          params: { path: { id } },
          body: { reason, version, ...(approval && { approval }) },
          key,
        }),
      );
    return <ReasonPart {...props} title={words.voidBill} label={words.reason} onReason={end} />;
  }
  const item = bill.items.find((one) => one.id === part.voidLine);
  const end = (reason: string) =>
    props.perform(({ approval }) =>
      till.api.del('/api/v1/orders/{id}/items/{item_id}', {
        params: { path: { id, item_id: part.voidLine } },
        body: { reason, version, ...(approval && { approval }) },
      }),
    );
  return <ReasonPart {...props} title={words.voidLine(item?.name ?? '')} label={words.reason} onReason={end} />;
}
