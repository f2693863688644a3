import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { AlertIcon } from '../shared/icons.js';
import { pickedOf, textsOf } from '../shared/choices.js';
import { Button } from '../shared/ui/button.js';
import { Empty, problemText } from '../shared/ui/states.js';
import { Stepper } from '../shared/ui/stepper.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { type CartLine, MOST_OF_A_LINE } from './cart.js';
import { money } from './format.js';
import { loadMore, more } from './load-more.js';
import { ask, goneLines, isSending, quote, quoteProblem, send, sendProblem, setQuantity } from './send.js';
import { bills, cart, menu, products, view } from './state.js';

/** What this phone is about to order, and below it what the table orders together. */
export function CartView(): JSX.Element {
  useEffect(loadMore, []);
  const Together = more.value?.TableCart;
  return (
    <>
      <OwnCart />
      {Together && <Together />}
    </>
  );
}

/** What this phone is about to order, and what it comes to. */
function OwnCart(): JSX.Element {
  const { guest } = t.value;
  const { lines, isInDoubt } = cart.value;
  const toMenu = () => (view.value = 'menu');
  if (lines.length === 0) {
    return (
      <Empty title={guest.emptyCart}>
        <Button onPress={toMenu}>{guest.toMenu}</Button>
      </Empty>
    );
  }
  const total = quote.value?.total_amount;
  const isBlocked = !isInDoubt && (goneLines.value.length > 0 || (total === undefined && quoteProblem.value === null));
  return (
    <div class="column">
      <h2>{guest.order}</h2>
      <ul class="lines">
        {lines.map((line) => (
          <Line key={line.key} line={line} isFixed={isInDoubt} />
        ))}
      </ul>
      <Sums />
      <Trouble />
      <div class="actions">
        <Button kind="main" busy={isSending.value} disabled={isBlocked} onPress={() => void order()}>
          {isInDoubt ? guest.sendAgain : total === undefined ? guest.send : guest.sendFor(money(total))}
        </Button>
        {!isInDoubt && (
          <Button kind="quiet" onPress={toMenu}>
            {guest.toMenu}
          </Button>
        )}
      </div>
    </div>
  );
}

async function order(): Promise<void> {
  if (!(await send())) return;
  const { guest } = t.value;
  const reason = bills.value?.at(-1)?.hold_reason;
  toast(reason === 'APPROVAL' ? guest.sentApproval : reason === 'PAYMENT' ? guest.sentPayment : guest.sent);
  view.value = 'table';
}

function Line({ line, isFixed }: { readonly line: CartLine; readonly isFixed: boolean }): JSX.Element {
  const { guest } = t.value;
  const product = products.value.get(line.product_id);
  const name = product?.name ?? '…';
  const chosen = product ? textsOf(product.modifier_groups, pickedOf(line.options)) : [];
  const isGone = goneLines.value.includes(line);
  return (
    <li class="line">
      <div lang={menu.value?.outlet.locale}>
        <p class="line-name">{name}</p>
        {chosen.length > 0 && <p class="quiet">{chosen.join(', ')}</p>}
        {line.note && <p class="line-note">{line.note}</p>}
      </div>
      {isGone ? (
        <div class="line-gone">
          <p role="alert">{guest.gone(name)}</p>
          <Button onPress={() => setQuantity(line.key, 0)}>{guest.remove}</Button>
          <Button
            onPress={() => {
              setQuantity(line.key, 0);
              view.value = 'menu';
            }}
          >
            {guest.chooseAnother}
          </Button>
        </div>
      ) : isFixed ? (
        <span class="number">{line.quantity}×</span>
      ) : (
        <Stepper
          name={name}
          value={line.quantity}
          most={MOST_OF_A_LINE}
          onChange={(next) => setQuantity(line.key, next)}
        />
      )}
    </li>
  );
}

/** As the server counts: nothing is added up here. */
function Sums(): JSX.Element {
  const { guest } = t.value;
  const sums = quote.value;
  if (!sums) return <p class="quiet">{quoteProblem.value ? '' : guest.counting}</p>;
  const row = (name: string, amount: number) => (
    <div key={name}>
      <dt>{name}</dt>
      <dd class="number">{money(amount)}</dd>
    </div>
  );
  return (
    <dl class="sums">
      {row(guest.subtotal, sums.subtotal)}
      {sums.discount_total !== 0 && row(guest.discount, -sums.discount_total)}
      {sums.service_charge !== 0 && row(guest.service, sums.service_charge)}
      {sums.tax_total !== 0 && row(sums.tax_inclusive ? guest.taxIncluded : guest.tax, sums.tax_total)}
      <div class="whole">
        <dt>{guest.total}</dt>
        <dd class="number">{money(sums.total_amount)}</dd>
      </div>
    </dl>
  );
}

function Trouble(): JSX.Element | null {
  const { guest, common } = t.value;
  const problem = sendProblem.value;
  if (cart.value.isInDoubt && !isSending.value)
    return (
      <p class="banner warn" role="alert">
        {guest.inDoubt}
      </p>
    );
  if (problem) {
    const text = problem.code === 'PRICE_CHANGED' ? guest.priceChanged : problemText(problem);
    return (
      <div class="banner late" role="alert">
        <AlertIcon />
        <p>
          {text} {problem.code === 'NO_CONNECTION' && guest.notSent}
        </p>
      </div>
    );
  }
  const asked = quoteProblem.value;
  if (!asked) return null;
  return (
    <div class="banner warn" role="alert">
      <p>{problemText(asked)}</p>
      <Button onPress={() => void ask()}>{common.tryAgain}</Button>
    </div>
  );
}
