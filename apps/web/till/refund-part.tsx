import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { parseMoney } from '../shared/money.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Stepper } from '../shared/ui/stepper.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { AS_PAID, backOf, type BackTo, BackToChoice, isSaid } from './back-to.js';
import type { Item, PartProps } from './bill-doing.js';
import { Form } from './bill-parts.js';
import { grantedFor } from './grants.js';
import { ReasonField, type Why } from './reason-field.js';
import { leftOf } from './worth.js';

interface Piece {
  readonly quantity: number;
  /** Null: as the server does it where nothing is said. */
  readonly restock: boolean | null;
}

const NONE: Piece = { quantity: 0, restock: null };

/** Money of a bill goes back: for pieces of it, at what they cost, or an amount; as it was paid, or in another way. */
export function RefundPart(props: PartProps): JSX.Element {
  const { till, bill, perform, isBusy, onBack } = props;
  const { till: words, floor } = t.value;
  const left = bill.paid_amount - bill.refunded_amount;
  const lines = bill.items.filter((one) => one.status !== 'VOIDED' && leftOf(one) > 0);
  const [isByPieces, setByPieces] = useState(false);
  const [pieces, setPieces] = useState<Readonly<Record<string, Piece>>>({});
  const [text, setText] = useState('');
  const [backTo, setBackTo] = useState<BackTo>(AS_PAID);
  const [why, setWhy] = useState<Why | null>(null);
  useEffect(() => void till.tenders.load(), []);

  const items = lines.flatMap(({ id }) => {
    const { quantity, restock } = pieces[id] ?? NONE;
    return quantity > 0 ? [{ item_id: id, quantity, ...(restock !== null && { restock }) }] : [];
  });
  const amount = text.trim() === '' ? left : (parseMoney(text, bill.currency) ?? NaN);
  const isFit = isByPieces ? items.length > 0 : amount > 0 && amount <= left;
  const put = (id: string, next: Partial<Piece>) =>
    setPieces({ ...pieces, [id]: { ...(pieces[id] ?? NONE), ...next } });

  const submit = () =>
    perform(async ({ key, approval }) => {
      const body = { ...(isByPieces ? { items } : { amount }), ...why, ...backOf(bill, backTo) };
      const granted = await grantedFor(till, { path: `/api/v1/orders/${bill.id}/refunds`, body }, approval);
      if (!granted.ok) return granted;
      const told = await till.api.post('/api/v1/orders/{id}/refunds', {
        params: { path: { id: bill.id }, ...granted.data },
        body,
        key,
      });
      if (told.ok) toast(floor.givenBack(till.money(told.data.amount)));
      return told;
    });

  return (
    <Form
      title={words.refund}
      submit={
        isByPieces
          ? floor.refundPieces(items.reduce((sum, { quantity }) => sum + quantity, 0))
          : words.refundNow(till.money(Number.isFinite(amount) ? amount : 0))
      }
      danger
      disabled={!isFit || !isSaid(bill, backTo) || why === null}
      isBusy={isBusy}
      onBack={onBack}
      onSubmit={submit}
    >
      <div class="choices" role="group" aria-label={words.refund}>
        <Button pressed={!isByPieces} onPress={() => setByPieces(false)}>
          {words.amount}
        </Button>
        <Button pressed={isByPieces} onPress={() => setByPieces(true)}>
          {floor.pieces}
        </Button>
      </div>
      {isByPieces ? (
        <ul class="split-lines">
          {lines.map((line) => {
            const { quantity, restock } = pieces[line.id] ?? NONE;
            return (
              <li key={line.id} class="row between">
                <span>
                  {line.name} <span class="quiet number">{leftOf(line)}×</span>
                </span>
                {quantity > 0 && (
                  <Button
                    kind="quiet"
                    class="small"
                    pressed={restock ?? isUntouched(line)}
                    onPress={() => put(line.id, { restock: !(restock ?? isUntouched(line)) })}
                  >
                    {floor.restock}
                  </Button>
                )}
                <Stepper
                  name={line.name}
                  value={quantity}
                  most={leftOf(line)}
                  onChange={(next) => put(line.id, { quantity: next })}
                />
              </li>
            );
          })}
        </ul>
      ) : (
        <Field label={words.refundAmount} hint={till.money(left)} value={text} onInput={setText} inputmode="decimal" />
      )}
      <BackToChoice till={till} bill={bill} legend={floor.refundBy} value={backTo} onChange={setBackTo} />
      <ReasonField till={till} kind="REFUND" onWhy={setWhy} />
    </Form>
  );
}

/** What the server puts back into stock where nothing is said: what a station had and did not begin. */
const isUntouched = ({ station, status }: Item): boolean =>
  station !== null && ['HELD', 'NEW', 'ACCEPTED'].includes(status);
