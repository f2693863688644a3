import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import type { Order, Sold } from './selling.js';
import type { Till } from './till.js';

export interface Waiting {
  readonly order: Order;
  readonly intent: Schemas['PayResponse'];
}

interface WaitingSheetProps {
  readonly till: Till;
  readonly waiting: Waiting;
  readonly onPaid: (sold: Sold, still: number) => void;
  readonly onLeave: () => void;
}

const ASK_EVERY_MS = 4_000;

/** The guest pays by themselves. Leaving this loses nothing: the bill stays open until the money has come. */
export function WaitingSheet({ till, waiting, onPaid, onLeave }: WaitingSheetProps): JSX.Element {
  const { till: words } = t.value;
  const { order, intent } = waiting;

  useEffect(() => {
    let isOver = false;
    const look = async () => {
      const told = await till.api.get('/api/v1/orders/{id}', { params: { path: { id: order.id } } });
      if (isOver || !told.ok || told.data.paid_amount <= order.paid_amount) return;
      isOver = true;
      const { id: orderId, number, total_amount: total, currency, amount_due: still } = told.data;
      const sold = { orderId, number, total, change: null, currency };
      till.selling.last.value = sold;
      onPaid(sold, still);
    };
    const timer = setInterval(() => void look(), ASK_EVERY_MS);
    const deafen = till.shop.onEvent((message) => {
      if (!isOver && message?.type.startsWith('PAYMENT_')) void look();
    });
    return () => {
      isOver = true;
      deafen();
      clearInterval(timer);
    };
  }, []);

  return (
    <Sheet title={words.waiting} onClose={onLeave}>
      <div class="stack waiting" role="status">
        <p class="due number">{till.money(intent.charged_amount)}</p>
        {intent.qr_code && <img src={intent.qr_code} alt={words.ways['pix'] ?? 'PIX'} width={240} height={240} />}
        {intent.copy_paste && (
          <label>
            {words.copyCode}
            <input readOnly value={intent.copy_paste} onFocus={(event) => event.currentTarget.select()} />
          </label>
        )}
        {intent.redirect_url && (
          <a class="button plain" href={intent.redirect_url} target="_blank" rel="noreferrer">
            {words.openPage}
          </a>
        )}
        <p>{words.waitingHint}</p>
        <Button onPress={onLeave}>{words.leave}</Button>
      </div>
    </Sheet>
  );
}
