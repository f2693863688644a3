import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

import { DoneIcon, PrinterIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import { Wrong } from './wrong.js';
import { hearKeys } from './keys.js';
import { said } from './problems.js';
import { printReceipt, saveReceipt } from './receipts.js';
import type { Sold } from './selling.js';
import { useSettled } from './settled.js';
import type { Till } from './till.js';

interface DoneProps {
  readonly till: Till;
  readonly sold: Sold;
  /** What of the bill is not paid yet. */
  readonly still: number;
}

/** The change in the largest type, the receipt, and on. */
export function DoneView({ till, sold, still }: DoneProps): JSX.Element {
  const { till: words, tenders } = t.value;
  const act = useAct();
  const isSettled = useSettled();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const next = () => till.go(still > 0 ? 'orders' : 'sell');
  useLayoutEffect(() =>
    hearKeys((key) => {
      if (key !== 'Enter' && key !== 'Escape') return false;
      next();
      return true;
    }),
  );
  return (
    <section class="done">
      <h2 ref={heading} tabIndex={-1}>
        <DoneIcon size={32} /> {sold.waits ? tenders.writtenDown : words.paid} <span class="quiet">{sold.number}</span>
      </h2>
      {sold.change !== null && (
        <p class="change" role="status">
          <span>{words.change}</span>
          <strong class="number">{till.money(sold.change)}</strong>
        </p>
      )}
      {sold.waits && <p>{tenders.laterHint}</p>}
      {still > 0 && <p class="still">{words.still(till.money(still))}</p>}
      {act.problem && <Wrong text={said(act.problem)} />}
      <div class="row center">
        <Button busy={act.isBusy} onPress={() => act.run(() => printReceipt(till, sold.orderId))}>
          <PrinterIcon size={20} /> {words.printReceipt}
        </Button>
        <Button busy={act.isBusy} onPress={() => act.run(() => saveReceipt(till, sold.orderId, sold.number))}>
          {words.receiptFile}
        </Button>
      </div>
      <Button kind="main" class="next" onPress={() => isSettled() && next()}>
        {still > 0 ? words.orders : words.newSale}
      </Button>
    </section>
  );
}
