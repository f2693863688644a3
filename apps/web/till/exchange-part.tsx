import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Stepper } from '../shared/ui/stepper.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import type { Item, PartProps } from './bill-doing.js';
import { Form } from './bill-parts.js';
import { itemsOf } from './cart.js';
import { ReasonField, type Why } from './reason-field.js';

/** Goods of a settled bill come back, and what is in the cart is taken for them. The server says what the difference is. */
export function ExchangePart({ till, bill, perform, isBusy, onBack }: PartProps): JSX.Element {
  const { floor } = t.value;
  const lines = bill.items.filter((one) => one.status !== 'VOIDED' && leftOf(one) > 0);
  const [pieces, setPieces] = useState<Readonly<Record<string, number>>>({});
  const [isWhole, setWhole] = useState(true);
  const [why, setWhy] = useState<Why | null>(null);
  const cart = till.selling.cart.value;
  const back = lines.flatMap(({ id }) => {
    const quantity = pieces[id] ?? 0;
    return quantity > 0 ? [{ item_id: id, quantity, restock: isWhole }] : [];
  });
  const submit = () =>
    perform(async ({ key, approval }) => {
      const told = await till.api.post('/api/v1/orders/{id}/exchange', {
        params: { path: { id: bill.id } },
        body: { return: back, items: itemsOf(cart), ...why, version: bill.version, ...(approval && { approval }) },
        key,
      });
      if (!told.ok) return told;
      till.selling.clear();
      const { due, refunded, order } = told.data;
      if (due > 0) toast(floor.exchangeDue(order.number, till.money(due)));
      else toast(refunded > 0 ? floor.givenBack(till.money(refunded)) : floor.exchanged(order.number));
      return told;
    });
  return (
    <Form
      title={floor.exchange}
      submit={floor.exchange}
      disabled={back.length === 0 || cart.lines.length === 0 || why === null}
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
      <ReasonField till={till} kind="REFUND" onWhy={setWhy} />
    </Form>
  );
}

const leftOf = ({ quantity, refunded_quantity: back }: Item): number => quantity - back;
