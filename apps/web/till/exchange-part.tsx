import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Stepper } from '../shared/ui/stepper.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { AS_PAID, backOf, type BackTo, BackToChoice, isSaid } from './back-to.js';
import type { PartProps } from './bill-doing.js';
import { Form } from './bill-parts.js';
import { itemsOf } from './cart.js';
import { type Difference, DifferenceChoice, firstDifference, payOf } from './difference.js';
import { asksIfSure } from './problems.js';
import { ReasonField, type Why } from './reason-field.js';
import { leftOf, worthOf } from './worth.js';

/** Goods of a settled bill come back, what is in the cart is taken for them, and the difference is paid or given back with it. */
export function ExchangePart({ till, bill, perform, isBusy, onBack }: PartProps): JSX.Element {
  const { till: words, floor } = t.value;
  const lines = bill.items.filter((one) => one.status !== 'VOIDED' && leftOf(one) > 0);
  const [pieces, setPieces] = useState<Readonly<Record<string, number>>>({});
  const [isWhole, setWhole] = useState(true);
  const [why, setWhy] = useState<Why | null>(null);
  const [difference, setDifference] = useState<Difference>(() => firstDifference(till));
  const [backTo, setBackTo] = useState<BackTo>(AS_PAID);
  const [isSure, setSure] = useState(false);
  useEffect(() => void till.tenders.load(), []);
  const cart = till.selling.cart.value;
  const back = lines.flatMap(({ id }) => {
    const quantity = pieces[id] ?? 0;
    return quantity > 0 ? [{ item_id: id, quantity, restock: isWhole }] : [];
  });
  const worth = lines.reduce((sum, line) => sum + worthOf(line, pieces[line.id] ?? 0), 0);
  const price = cart.lines.length > 0 ? (till.selling.quote.value?.total_amount ?? null) : null;
  // What the new goods cost more, or less; the server has the last word.
  const more = price === null || back.length === 0 ? 0 : price - worth;
  const pay = more > 0 ? payOf(difference, bill.currency, isSure) : undefined;
  const isReady =
    back.length > 0 &&
    cart.lines.length > 0 &&
    price !== null &&
    why !== null &&
    pay !== null &&
    (more >= 0 || isSaid(bill, backTo));
  const submit = () =>
    perform(async ({ key, approval }) => {
      const told = await till.api.post('/api/v1/orders/{id}/exchange', {
        params: { path: { id: bill.id } },
        body: {
          ...{ return: back, items: itemsOf(cart), ...why, version: bill.version },
          ...(pay && { pay }),
          ...(more < 0 && backOf(bill, backTo)),
          ...(approval && { approval }),
        },
        key,
      });
      if (!told.ok) {
        if (asksIfSure(told.problem)) setSure(true);
        return told;
      }
      till.selling.clear();
      const { due, refunded, refund, change, order } = told.data;
      const paid = order.paid_amount - refund.exchanged;
      if (due > 0) toast(floor.exchangeDue(order.number, till.money(due)));
      else if (paid > 0) {
        const { id: orderId, number, currency } = order;
        till.selling.last.value = {
          orderId,
          number,
          total: paid,
          change: pay?.method === 'cash' ? change : null,
          currency,
        };
        toast(floor.exchangePaid(number, till.money(paid), change > 0 ? till.money(change) : null), { forMs: LONG_MS });
      } else toast(refunded > 0 ? floor.givenBack(till.money(refunded)) : floor.exchanged(order.number));
      return told;
    });
  return (
    <Form
      title={floor.exchange}
      submit={isSure && difference.given ? words.sureAmount(difference.given) : floor.exchange}
      disabled={!isReady}
      isBusy={isBusy}
      onBack={onBack}
      onSubmit={submit}
    >
      <h4>{floor.comesBack}</h4>
      <ul class="split-lines">
        {lines.map((line) => (
          <li key={line.id} class="row between">
            <span>
              {line.name} <span class="quiet number">{leftOf(line)}×</span>
            </span>
            <Stepper
              name={line.name}
              value={pieces[line.id] ?? 0}
              most={leftOf(line)}
              onChange={(next) => setPieces({ ...pieces, [line.id]: next })}
            />
          </li>
        ))}
      </ul>
      <Button kind="quiet" class="small" pressed={isWhole} onPress={() => setWhole(!isWhole)}>
        {floor.restock}
      </Button>
      <h4>{floor.goesOut}</h4>
      {cart.lines.length === 0 ? (
        <p class="quiet">{floor.exchangeEmpty}</p>
      ) : (
        <ul class="split-lines">
          {cart.lines.map(({ key, name, quantity, unitPrice }) => (
            <li key={key} class="row between">
              <span>
                {name} <span class="quiet number">{quantity}×</span>
              </span>
              <span class="number">{till.money(unitPrice * quantity)}</span>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && (
        <DifferenceChoice
          till={till}
          about={more}
          value={difference}
          onChange={(next) => {
            setSure(false);
            setDifference(next);
          }}
        />
      )}
      {more < 0 && (
        <BackToChoice
          till={till}
          bill={bill}
          legend={floor.differenceBack(till.money(-more))}
          value={backTo}
          onChange={setBackTo}
        />
      )}
      <ReasonField till={till} kind="REFUND" onWhy={setWhy} />
    </Form>
  );
}

/** Change is counted out while it stands there. */
const LONG_MS = 15_000;
