import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { Problem } from '../shared/api.js';
import { BackIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { Keypad } from '../shared/ui/keypad.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import { Wrong } from './wrong.js';
import { DoneView } from './done.js';
import { hearKeys } from './keys.js';
import type { Means } from './means.js';
import { type Gateway, OtherWays } from './other-ways.js';
import { asksIfSure, said } from './problems.js';
import { inCash, quickAmounts } from './quick-amounts.js';
import type { Sold } from './selling.js';
import { useSettled } from './settled.js';
import { TenderSheet } from './tender-sheet.js';
import { TipChoice } from './tip-choice.js';
import { spokenFor, type Tender } from './tenders.js';
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
  const { till: words, common, floor } = t.value;
  const { selling, shop } = till;
  const bill = till.paying.value;
  const outlet = shop.outlet.value!;
  const [typed, setTyped] = useState('');
  const [ways, setWays] = useState(1);
  const [tip, setTip] = useState(0);
  const [waiting, wait] = useState<Waiting | null>(null);
  const [tender, choose] = useState<Tender | null>(null);
  const act = useAct();
  const isSettled = useSettled();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    void till.tenders.load();
  }, []);

  const whole = bill ? bill.amount_due - spokenFor(bill) : (selling.quote.value?.total_amount ?? null);
  const due = whole === null ? null : Math.ceil(whole / ways);
  const payable = due === null ? null : inCash(due, outlet.cash_rounding) + tip;
  const given = amountOf(typed) ?? payable;
  const change = payable === null || given === null ? null : given - payable;
  const isShort = change !== null && change < 0;
  const mayCash = till.mayTakeCash.value && outlet.payment_methods.includes('cash');
  const isReady = payable !== null && given !== null && !isShort && mayCash && shop.isOnline.value;
  const isSure = asksIfSure(act.problem);

  const isPart = bill !== null && ways > 1;
  const pay = async (by: Means): Promise<Problem | null> => {
    const told = bill ? await selling.pay(bill, by, isPart && due !== null ? due : undefined) : await selling.sell(by);
    if (told.outcome !== 'done') return told.outcome === 'refused' ? told.problem : null;
    void till.bills.load();
    onDone(told.data, isPart ? Math.max(0, (whole ?? 0) - (due ?? 0)) : 0);
    return null;
  };
  const takeCash = (amount: number) => act.run(() => pay({ kind: 'cash', tendered: amount, tip, isSure }));

  const payBy = (method: Gateway) =>
    act.run(async () => {
      let order = bill;
      if (!order) {
        const placed = await selling.place();
        if (placed.outcome !== 'done') return placed.outcome === 'refused' ? placed.problem : null;
        order = placed.data;
        till.paying.value = order;
      }
      const amount = ways > 1 && due !== null ? due : undefined;
      const told = await selling.intent(order, method, { amount, tip, isSure });
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
        {tip > 0 && <p class="number">{floor.withTip(till.money(tip))}</p>}
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
                  setTip(0);
                }}
              >
                {n === 1 ? words.whole : words.shareOf(n)}
              </Button>
            ))}
          </fieldset>
        )}
        {due !== null && due > 0 && (
          <TipChoice
            till={till}
            due={due}
            tip={tip}
            change={change !== null && amountOf(typed) !== null ? Math.max(0, change) : 0}
            onTip={(next) => {
              act.clear();
              setTip(next);
            }}
          />
        )}
        <OtherWays
          till={till}
          isBusy={act.isBusy}
          disabled={due === null || due <= 0 || !shop.isOnline.value}
          onGateway={(way) => isSettled() && payBy(way)}
          onTender={(one) => isSettled() && choose(one)}
        />
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
      {tender && due !== null && (
        <TenderSheet
          till={till}
          tender={tender}
          amount={due + tip}
          onTake={(slip, isTipSure) => pay({ kind: 'tender', ...slip, tip, isSure: isTipSure })}
          onClose={() => choose(null)}
        />
      )}
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
