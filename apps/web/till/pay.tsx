import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { BackIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { Keypad } from '../shared/ui/keypad.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import { Wrong } from './cart-panel.js';
import { DoneView } from './done.js';
import { hearKeys } from './keys.js';
import { asksIfSure, said } from './problems.js';
import { inCash, quickAmounts } from './quick-amounts.js';
import type { Sold } from './selling.js';
import { useSettled } from './settled.js';
import type { Till } from './till.js';
import { amountOf, eraseDigit, typeDigits, zerosOf } from './typed-amount.js';
import { type Waiting, WaitingSheet } from './waiting-sheet.js';

/** Persons that a bill is shared by equally, at most. */
const SHARES = [1, 2, 3, 4, 5] as const;

/** Money for the cart, or for an open bill: cash in one act, other ways by their intent. */
export function PayScreen({ till }: { readonly till: Till }): JSX.Element {
  const [done, setDone] = useState<Sold | null>(null);
  const [still, setStill] = useState(0);
  if (done) return <DoneView till={till} sold={done} still={still} />;
  return (
    <Pay
      till={till}
      onDone={(sold, left) => {
        setStill(left);
        setDone(sold);
      }}
    />
  );
}

interface PayProps {
  readonly till: Till;
  readonly onDone: (sold: Sold, still: number) => void;
}

function Pay({ till, onDone }: PayProps): JSX.Element {
  const { till: words, common } = t.value;
  const { selling, shop } = till;
  const bill = till.paying.value;
  const outlet = shop.outlet.value!;
  const [typed, setTyped] = useState('');
  const [ways, setWays] = useState(1);
  const [waiting, wait] = useState<Waiting | null>(null);
  const act = useAct();
  const isSettled = useSettled();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const whole = bill ? bill.amount_due : (selling.quote.value?.total_amount ?? null);
  const due = whole === null ? null : Math.ceil(whole / ways);
  const payable = due === null ? null : inCash(due, outlet.cash_rounding);
  const given = amountOf(typed) ?? payable;
  const change = payable === null || given === null ? null : given - payable;
  const isShort = change !== null && change < 0;
  const mayCash = till.mayTakeCash.value && outlet.payment_methods.includes('cash');
  const isReady = payable !== null && given !== null && !isShort && mayCash && shop.isOnline.value;
  const isSure = asksIfSure(act.problem);

  const takeCash = (amount: number) =>
    act.run(async () => {
      const isPart = bill !== null && ways > 1;
      const told = bill
        ? await selling.payInCash(bill, amount, { isSure, ...(isPart && due !== null && { amount: due }) })
        : await selling.sellForCash(amount, isSure);
      if (told.outcome !== 'done') return told.outcome === 'refused' ? told.problem : null;
      void till.bills.load();
      onDone(told.data, isPart ? Math.max(0, (whole ?? 0) - (due ?? 0)) : 0);
      return null;
    });

  const payBy = (method: 'midtrans' | 'pix' | 'credit_card') =>
    act.run(async () => {
      let order = bill;
      if (!order) {
        const placed = await selling.place();
        if (placed.outcome !== 'done') return placed.outcome === 'refused' ? placed.problem : null;
        order = placed.data;
        till.paying.value = order;
      }
      const told = await selling.intent(order, method, ways > 1 && due !== null ? due : undefined);
      if (!told.ok) return told.problem;
      wait({ order, intent: told.data });
      return null;
    });

  const type = (digits: string) => {
    act.clear();
    setTyped((now) => typeDigits(now, digits));
  };
  useLayoutEffect(() =>
    hearKeys((key) => {
      if (/^\d$/.test(key)) type(key);
      else if (key === 'Backspace') setTyped(eraseDigit);
      else if (key === 'Enter' && isReady) takeCash(given);
      else if (key === 'Escape') till.go(bill ? 'orders' : 'sell');
      else return false;
      return true;
    }),
  );

  const others = outlet.payment_methods.filter((way): way is 'midtrans' | 'pix' | 'credit_card' => way !== 'cash');
  return (
    <section class="pay-screen">
      <div class="pay-due">
        <div class="row">
          <Button kind="quiet" class="icon" label={common.back} onPress={() => till.go(bill ? 'orders' : 'sell')}>
            <BackIcon />
          </Button>
          <h2 ref={heading} tabIndex={-1}>
            {bill ? words.bill(bill.number) : words.toPay}
          </h2>
        </div>
        <p class="due number">{due === null ? '…' : till.money(due)}</p>
        {payable !== null && due !== null && payable !== due && (
          <p>
            {words.inCash}: <strong class="number">{till.money(payable)}</strong>
          </p>
        )}
        {bill && whole !== null && whole > 0 && (
          <fieldset class="choices">
            <legend>{words.share}</legend>
            {SHARES.map((n) => (
              <Button
                key={n}
                pressed={ways === n}
                onPress={() => {
                  setWays(n);
                  setTyped('');
                }}
              >
                {n === 1 ? words.whole : words.shareOf(n)}
              </Button>
            ))}
          </fieldset>
        )}
        {others.length > 0 && (
          <fieldset class="choices">
            <legend>{words.otherWays}</legend>
            {others.map((way) => (
              <Button
                key={way}
                busy={act.isBusy}
                disabled={due === null || !shop.isOnline.value}
                onPress={() => isSettled() && payBy(way)}
              >
                {words.ways[way] ?? way}
              </Button>
            ))}
          </fieldset>
        )}
      </div>
      <div class="pay-cash">
        {!mayCash && <Wrong text={words.noShift} />}
        {!shop.isOnline.value && <Wrong text={words.offline} />}
        {mayCash && (
          <>
            <div class="quick" role="group" aria-label={words.given}>
              {(payable === null ? [] : quickAmounts(payable, outlet.currency)).map((amount) => (
                <Button
                  key={amount}
                  class="number"
                  pressed={given === amount}
                  onPress={() => {
                    act.clear();
                    setTyped(String(amount));
                  }}
                >
                  {amount === payable ? `${words.exact} ${till.money(amount)}` : till.money(amount)}
                </Button>
              ))}
            </div>
            <p class="total-line">
              <span>{words.given}</span>
              <output class="number given">{given === null ? '…' : till.money(given)}</output>
            </p>
            <Keypad onDigit={type} onErase={() => setTyped(eraseDigit)} extra={zerosOf(outlet.currency)} />
            {act.problem && <Wrong text={said(act.problem)} />}
            {selling.quoteProblem.value && !bill && <Wrong text={said(selling.quoteProblem.value)} />}
            <Button
              kind="main"
              class="take number"
              busy={act.isBusy}
              disabled={!isReady}
              onPress={() => isReady && isSettled() && takeCash(given)}
            >
              {takeLabel()}
            </Button>
          </>
        )}
        {!mayCash && act.problem && <Wrong text={said(act.problem)} />}
      </div>
      {waiting && (
        <WaitingSheet
          till={till}
          waiting={waiting}
          onPaid={(sold, left) => {
            wait(null);
            onDone(sold, left);
          }}
          onLeave={() => {
            wait(null);
            till.go('orders');
          }}
        />
      )}
    </section>
  );

  function takeLabel(): string {
    if (given === null || payable === null || change === null) return words.payPlain;
    if (isShort) return words.tooLittle(till.money(-change));
    if (isSure) return words.sureAmount(till.money(given));
    return change > 0 ? words.takeChange(till.money(given), till.money(change)) : words.take(till.money(given));
  }
}
