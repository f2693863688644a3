import { computed } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import {
  BellIcon,
  CheckIcon,
  ClockIcon,
  DoneIcon,
  FlameIcon,
  PersonIcon,
  ReceiptIcon,
  WarningIcon,
} from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { Broken, Empty, Loading, problemText } from '../shared/ui/states.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { money } from './format.js';
import { loadBills } from './load.js';
import { paying } from './paying.js';
import { isShown, type Line, othersPaying } from './rounds.js';
import { api, type Bill, bills, billsProblem, menu, mine, type Payment, payingBill, view } from './state.js';
import { Calls } from './table-calls.js';

const shown = computed(() => (bills.value ?? []).filter(isShown));

/** No event tells that somebody has begun to pay: whoever looks at the table asks this often, ms. */
const ASK_EVERY_MS = 8_000;

/** What the whole table ordered, what is paid, and how to get somebody to come. */
export function TableView(): JSX.Element {
  const { guest } = t.value;
  useEffect(() => {
    const look = () => !document.hidden && shown.peek().some(({ amount_due: due }) => due > 0) && void loadBills();
    const timer = setInterval(look, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  if (bills.value === null) {
    const problem = billsProblem.value;
    return problem ? <Broken problem={problem} onRetry={() => void loadBills()} /> : <Loading rows={4} />;
  }
  return (
    <div class="column">
      <h2>{guest.ordered}</h2>
      {shown.value.length === 0 && (
        <Empty title={guest.nothingOrdered}>
          <Button onPress={() => (view.value = 'menu')}>{guest.toMenu}</Button>
        </Empty>
      )}
      {shown.value.map((bill) => (
        <BillCard key={bill.id} bill={bill} />
      ))}
      <Calls />
    </div>
  );
}

/** Why nothing of a bill is cooked yet. */
const HELD = { PAYMENT: 'waitsPayment', APPROVAL: 'waitsApproval', PARKED: 'isParked' } as const;

function BillCard({ bill }: { readonly bill: Bill }): JSX.Element {
  const { guest } = t.value;
  const isOver = bill.status === 'VOIDED';
  return (
    <article class="bill" aria-labelledby={`bill-${bill.id}`}>
      <h3 id={`bill-${bill.id}`}>{guest.bill(bill.number)}</h3>
      {bill.status === 'HELD' && (
        <p class="banner warn">
          <ClockIcon />
          <span>{guest[HELD[bill.hold_reason ?? 'APPROVAL']]}</span>
        </p>
      )}
      <ul class="lines">
        {bill.items.map((line) => (
          <OrderedLine key={line.id} line={line} />
        ))}
      </ul>
      {!isOver && (
        <dl class="sums">
          {bill.service_charge !== 0 && (
            <Sum name={guest.service} amount={bill.service_charge} currency={bill.currency} />
          )}
          {bill.tax_total !== 0 && (
            <Sum
              name={bill.tax_inclusive ? guest.taxIncluded : guest.tax}
              amount={bill.tax_total}
              currency={bill.currency}
            />
          )}
          <Sum name={guest.total} amount={bill.total_amount} currency={bill.currency} isWhole />
          {bill.paid_amount !== 0 && <Sum name={guest.paid} amount={bill.paid_amount} currency={bill.currency} />}
          {bill.paid_amount !== 0 && bill.amount_due > 0 && (
            <Sum name={guest.toPay} amount={bill.amount_due} currency={bill.currency} isWhole />
          )}
        </dl>
      )}
      <Others bill={bill} />
      {!isOver && bill.amount_due > 0 && (
        <Button
          kind="main"
          onPress={() => {
            payingBill.value = bill.id;
            void loadBills();
          }}
        >
          {guest.payFor(money(bill.amount_due, bill.currency))}
        </Button>
      )}
      {!isOver && bill.amount_due <= 0 && bill.total_amount > 0 && (
        <>
          <p class="banner ok">
            <DoneIcon />
            <span>{guest.allPaid}</span>
          </p>
          <Button onPress={() => void openReceipt(bill)}>
            <ReceiptIcon /> {guest.receipt}
          </Button>
        </>
      )}
    </article>
  );
}

/** Who else pays at this moment: for what, and what that leaves. */
function Others({ bill }: { readonly bill: Bill }): JSX.Element {
  const { guest } = t.value;
  const others = othersPaying(bill, paying.value?.paymentId ?? null);
  const left = others.reduce((sum, { amount }) => sum - amount, bill.amount_due);
  return (
    <div role="status">
      {others.map((payment) => (
        <p key={payment.id} class="banner warn">
          {guest.othersPaying(partOf(bill, payment), money(payment.amount, bill.currency))}
        </p>
      ))}
      {others.length > 0 && <p class="quiet">{guest.thenLeft(money(Math.max(0, left), bill.currency))}</p>}
    </div>
  );
}

/** The dishes of a payment by their names, or which share it is. */
function partOf(bill: Bill, { items, share }: Payment): string {
  if (share) return t.value.guest.ofShares(share.ways);
  const nameOf = (id: string) => bill.items.find((line) => line.id === id)?.name ?? '…';
  return (items ?? []).map(({ item_id: id, quantity }) => `${quantity}× ${nameOf(id)}`).join(', ');
}

interface SumProps {
  readonly name: string;
  readonly amount: number;
  readonly currency: string;
  readonly isWhole?: boolean;
}

const Sum = ({ name, amount, currency, isWhole }: SumProps): JSX.Element => (
  <div class={isWhole ? 'whole' : undefined}>
    <dt>{name}</dt>
    <dd class="number">{money(amount, currency)}</dd>
  </div>
);

function OrderedLine({ line }: { readonly line: Line }): JSX.Element {
  const { guest } = t.value;
  const isMine = mine.value.has(line.id);
  const chosen = line.modifiers.map(({ name, quantity }) => (quantity > 1 ? `${quantity}× ${name}` : name));
  return (
    <li class={`line ordered${line.status === 'VOIDED' ? ' off' : ''}`}>
      <div>
        <p class="line-name" lang={menu.value?.outlet.locale}>
          <span class="number">{line.quantity}×</span> {line.name}
        </p>
        {chosen.length > 0 && (
          <p class="quiet" lang={menu.value?.outlet.locale}>
            {chosen.join(', ')}
          </p>
        )}
        {line.note && <p class="line-note">{line.note}</p>}
        <p class="line-signs">
          <Status line={line} />
          {line.course && <span class="sign">{guest.course(line.course)}</span>}
          {isMine && (
            <span class="sign">
              <PersonIcon size={16} /> {guest.mine}
            </span>
          )}
        </p>
        {line.status === 'VOIDED' && line.void_reason && <p class="quiet">{reasonOf(line.void_reason)}</p>}
      </div>
      <span class="number">{line.status === 'VOIDED' ? '' : money(line.subtotal)}</span>
    </li>
  );
}

/** What the server writes where nobody answered or paid in time; anything else is what somebody said. */
const reasonOf = (reason: string): string =>
  reason === 'PAYMENT_EXPIRED' ? t.value.guest.notConfirmed : t.value.guest.because(reason);

const ICONS = {
  HELD: ClockIcon,
  NEW: CheckIcon,
  ACCEPTED: CheckIcon,
  COOKING: FlameIcon,
  READY: BellIcon,
  DONE: DoneIcon,
  VOIDED: WarningIcon,
} as const;

function Status({ line: { status, hold_reason: reason } }: { readonly line: Line }): JSX.Element {
  const Icon = ICONS[status];
  const { guest } = t.value;
  return (
    <span class={`sign ${status.toLowerCase()}`}>
      <Icon size={16} /> {status === 'HELD' && reason === 'COURSE' ? guest.later : guest[`status${status}`]}
    </span>
  );
}

/** Receipts are for whoever sits here: the file comes with the token, and is then the phone's own. */
async function openReceipt({ id, number }: Bill): Promise<void> {
  const params = { path: { id }, query: { format: 'pdf' as const } };
  const told = await api.get('/api/v1/orders/{id}/receipt', { params, parseAs: 'blob' });
  if (!told.ok) {
    toast(problemText(told.problem), { kind: 'bad' });
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(told.data as unknown as Blob);
  link.download = `${number}.pdf`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
