import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { BackIcon, BinIcon, PencilIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Sheet } from '../shared/ui/sheet.js';
import { problemText } from '../shared/ui/states.js';
import { Stepper } from '../shared/ui/stepper.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import { type CartLine, MOST_PIECES, setQuantity } from './cart.js';
import { ParkButton } from './park-button.js';
import { ParkedBills } from './parked-bills.js';
import { LineSheet } from './line-sheet.js';
import { TableSheet } from './table-sheet.js';
import type { Till } from './till.js';
import { Totals } from './totals.js';
import { Wrong } from './wrong.js';

interface CartPanelProps {
  readonly till: Till;
  /** On a phone: back to the products. */
  readonly onProducts: () => void;
}

/** What is being sold, and what can be done with it. */
export function CartPanel({ till, onProducts }: CartPanelProps): JSX.Element {
  const { till: words } = t.value;
  const { cart, quote, quoteProblem, last } = till.selling;
  const now = cart.value;
  const [noted, note] = useState<CartLine | null>(null);
  const [asks, ask] = useState<'table' | 'coupon' | null>(null);
  const act = useAct();
  const isEmpty = now.lines.length === 0;
  const total = quote.value?.total_amount;

  const send = () =>
    act.run(async () => {
      const done = await till.selling.place();
      if (done.outcome === 'refused') return done.problem;
      if (done.outcome === 'done') {
        toast(words.sent(done.data.number));
        void till.bills.load();
      }
      return null;
    });

  const clear = () => {
    const before = cart.value;
    till.selling.clear();
    toast(words.cleared, { action: { label: t.value.common.undo, run: () => (cart.value = before) } });
  };

  return (
    <section class="cart" aria-labelledby="cart-title">
      <header class="row between">
        <Button kind="quiet" class="icon to-products" label={words.toProducts} onPress={onProducts}>
          <BackIcon />
        </Button>
        <h2 id="cart-title" tabIndex={-1}>
          {now.addTo ? words.bill(now.addTo.number) : words.cart}
        </h2>
        {!isEmpty && (
          <Button kind="quiet" class="small" onPress={clear}>
            {words.clearCart}
          </Button>
        )}
      </header>
      {now.addTo ? (
        <Button kind="quiet" class="small" onPress={() => (cart.value = { ...now, addTo: null })}>
          {words.leaveBill}
        </Button>
      ) : (
        <div class="how" role="group" aria-label={words.table}>
          <Button
            pressed={now.type === 'TAKEAWAY'}
            onPress={() => (cart.value = { ...now, type: 'TAKEAWAY', table: null })}
          >
            {words.takeaway}
          </Button>
          <Button pressed={now.type === 'DINE_IN'} onPress={() => ask('table')}>
            {now.table ? words.tableOf(now.table.name) : words.forHere}
          </Button>
        </div>
      )}
      <div class="lines-box">
        {isEmpty ? (
          <div class="nothing">
            <p class="quiet">{words.emptyCart}</p>
            {last.value && <LastSale till={till} />}
            <ParkedBills till={till} />
          </div>
        ) : (
          <ul class="cart-lines">
            {now.lines.map((line) => (
              <Line key={line.key} till={till} line={line} onNote={() => note(line)} />
            ))}
          </ul>
        )}
      </div>
      <footer class="stack tight">
        {act.problem && <Wrong text={problemText(act.problem)} />}
        {quoteProblem.value && <Wrong text={problemText(quoteProblem.value)} />}
        {!till.shop.isOnline.value && <Wrong text={words.offline} />}
        {quote.value && <Totals till={till} bill={quote.value} />}
        {!isEmpty && !now.addTo && (
          <div class="row between">
            <Button kind="quiet" class="small" onPress={() => ask('coupon')}>
              {now.couponCode ? `${words.coupon}: ${now.couponCode}` : words.coupon}
            </Button>
            {!now.table && <ParkButton till={till} act={act} />}
          </div>
        )}
        <div class="row">
          <Button class="grow" busy={act.isBusy} disabled={isEmpty || !till.shop.isOnline.value} onPress={send}>
            {now.addTo ? words.addToBill(now.addTo.number) : words.send}
          </Button>
          {!now.addTo && (
            <Button
              kind="main"
              class="grow pay"
              disabled={isEmpty || !till.shop.isOnline.value}
              onPress={() => till.go('pay')}
            >
              {total === undefined ? words.payPlain : words.pay(till.money(total))}
            </Button>
          )}
        </div>
      </footer>
      {noted && <LineSheet till={till} line={noted} onClose={() => note(null)} />}
      {asks === 'coupon' && <CouponSheet till={till} onClose={() => ask(null)} />}
      {asks === 'table' && (
        <TableSheet
          till={till}
          onClose={() => ask(null)}
          onChoose={(table) => {
            cart.value = { ...cart.value, type: 'DINE_IN', table };
            ask(null);
          }}
        />
      )}
    </section>
  );
}

function LastSale({ till }: { readonly till: Till }): JSX.Element | null {
  const { till: words } = t.value;
  const last = till.selling.last.value;
  if (!last) return null;
  return (
    <div class="last-sale" role="status">
      <p class="quiet">{words.lastSale(last.number)}</p>
      {last.change !== null && (
        <p>
          {words.change} <strong class="number">{till.money(last.change)}</strong>
        </p>
      )}
    </div>
  );
}

interface LineProps {
  readonly till: Till;
  readonly line: CartLine;
  readonly onNote: () => void;
}

function Line({ till, line, onNote }: LineProps): JSX.Element {
  const { till: words, floor } = t.value;
  const { cart } = till.selling;
  const set = (quantity: number) =>
    (cart.value = setQuantity({ ...cart.value, current: line.key }, line.key, quantity));
  const about = [
    ...line.choices.map(({ name, quantity }) => (quantity > 1 ? `${quantity}× ${name}` : name)),
    line.note,
    line.seat && floor.seatOf(line.seat),
    line.course && floor.courseOf(line.course),
  ];
  return (
    <li class={cart.value.current === line.key ? 'line current' : 'line'}>
      <button type="button" class="line-name" onClick={() => (cart.value = { ...cart.value, current: line.key })}>
        <span>{line.name}</span>
        {about.some(Boolean) && <span class="quiet">{about.filter(Boolean).join(', ')}</span>}
      </button>
      <span class="number price">{till.money(line.unitPrice * line.quantity)}</span>
      <div class="row line-tools">
        <Stepper name={line.name} value={line.quantity} onChange={set} least={1} most={MOST_PIECES} />
        <Button kind="quiet" class="icon" label={words.noteOn(line.name)} onPress={onNote}>
          <PencilIcon size={20} />
        </Button>
        <Button kind="quiet" class="icon" label={words.remove(line.name)} onPress={() => set(0)}>
          <BinIcon size={20} />
        </Button>
      </div>
    </li>
  );
}

function CouponSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }): JSX.Element {
  const { till: words } = t.value;
  const { cart } = till.selling;
  const [code, setCode] = useState(cart.value.couponCode);
  return (
    <Sheet title={words.coupon} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          cart.value = { ...cart.value, couponCode: code.trim() };
          onClose();
        }}
      >
        <Field label={words.coupon} value={code} onInput={setCode} maxLength={60} autocomplete="off" autofocus />
        <Button kind="main" type="submit">
          {words.done}
        </Button>
      </form>
    </Sheet>
  );
}
