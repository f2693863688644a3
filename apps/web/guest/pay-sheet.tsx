import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';

import { second } from '../shared/clock.js';
import { CardIcon, CashIcon, CopyIcon, QrCodeIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { problemText } from '../shared/ui/states.js';
import { Sheet } from '../shared/ui/sheet.js';
import { Stepper } from '../shared/ui/stepper.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { money } from './format.js';
import { isOpening, keep, type Method, type Part, pay, paying, paymentNow, payProblem } from './paying.js';
import { aboutFor, isLive, unpaidPieces } from './rounds.js';
import { type Bill, bills, menu, mine, payingBill } from './state.js';
import { callFor } from './table-calls.js';

type Kind = 'all' | 'mine' | 'items' | 'share';

const METHODS: readonly Method[] = ['pix', 'midtrans'];

/** Pays a bill or a part of it: what, then how. */
export function PaySheet({ id }: { readonly id: string }): JSX.Element | null {
  const { guest } = t.value;
  const bill = bills.value?.find((one) => one.id === id);
  const close = () => {
    payingBill.value = null;
    payProblem.value = null;
  };
  if (!bill) return null;
  const isUnderWay = paying.value?.orderId === id;
  return (
    <Sheet title={guest.payNow} onClose={close} class="pay">
      {isUnderWay ? <UnderWay onClose={close} /> : <Choose bill={bill} />}
    </Sheet>
  );
}

function Choose({ bill }: { readonly bill: Bill }): JSX.Element {
  const { guest } = t.value;
  const left = unpaidPieces(bill, null);
  const own = new Map([...left].filter(([lineId]) => mine.value.has(lineId)));
  const kind = useSignal<Kind>('all');
  const ways = useSignal(2);
  const picked = useSignal<ReadonlyMap<string, number>>(new Map());
  const isAtCounter = useSignal(false);
  const tipPercent = useSignal(0);
  const pieces = kind.value === 'mine' ? own : picked.value;
  const about =
    kind.value === 'all'
      ? bill.amount_due
      : kind.value === 'share'
        ? Math.ceil(bill.amount_due / ways.value)
        : Math.min(bill.amount_due, aboutFor(bill, pieces));
  const outlet = menu.value?.outlet;
  const methods = outlet?.payment_methods ?? [];
  const tipOf = (percent: number) => Math.round((about * percent) / 100);
  const tips = (outlet?.tip_presets ?? []).filter((percent) => tipOf(percent) > 0);
  const tip = tips.includes(tipPercent.value) ? tipOf(tipPercent.value) : 0;
  const offered = METHODS.filter((method) => methods.includes(method));
  const isNothing = (kind.value === 'mine' || kind.value === 'items') && pieces.size === 0;
  const option = (value: Kind, name: string) => (
    <label class="option">
      <input type="radio" name="what" checked={kind.value === value} onChange={() => (kind.value = value)} />
      <span class="option-name">{name}</span>
      {value === 'all' && <span class="number">{money(bill.amount_due, bill.currency)}</span>}
    </label>
  );
  return (
    <>
      <fieldset class="choice">
        <legend>{guest.payWhat}</legend>
        {option('all', guest.payAll)}
        {own.size > 0 && own.size < left.size && option('mine', guest.payMine)}
        {left.size > 0 && option('items', guest.payItems)}
        {option('share', guest.payShare)}
      </fieldset>
      {kind.value === 'items' && (
        <ul class="lines">
          {bill.items
            .filter(({ id }) => left.has(id))
            .map((line) => (
              <li key={line.id} class="line">
                <p class="line-name" lang={menu.value?.outlet.locale}>
                  {line.name}
                </p>
                <Stepper
                  name={line.name}
                  value={picked.value.get(line.id) ?? 0}
                  most={left.get(line.id) ?? 0}
                  onChange={(next) => {
                    const others = [...picked.value].filter(([id]) => id !== line.id);
                    picked.value = new Map(next > 0 ? [...others, [line.id, next]] : others);
                  }}
                />
              </li>
            ))}
        </ul>
      )}
      {kind.value === 'share' && (
        <div class="line">
          <p>{guest.ways}</p>
          <Stepper name={guest.ways} value={ways.value} least={2} most={20} onChange={(next) => (ways.value = next)} />
        </div>
      )}
      {offered.length > 0 && tips.length > 0 && (
        <fieldset class="choice">
          <legend>{guest.tip}</legend>
          {[0, ...tips].map((percent) => (
            <label key={percent} class="option">
              <input
                type="radio"
                name="tip"
                checked={(tip === 0 ? 0 : tipPercent.value) === percent}
                onChange={() => (tipPercent.value = percent)}
              />
              <span class="option-name">{percent === 0 ? guest.noTip : `${percent} %`}</span>
              {percent > 0 && <span class="number">{money(tipOf(percent), bill.currency)}</span>}
            </label>
          ))}
        </fieldset>
      )}
      <p class="about number" aria-live="polite">
        {kind.value === 'share' ? guest.shareOf(money(about + tip, bill.currency)) : money(about + tip, bill.currency)}
      </p>
      {payProblem.value && (
        <p class="banner late" role="alert">
          {problemText(payProblem.value)}
        </p>
      )}
      <h3>{guest.payHow}</h3>
      <div class="actions">
        {offered.map((method) => (
          <Button
            key={method}
            kind="main"
            busy={isOpening.value}
            disabled={isNothing}
            onPress={() => void pay(bill, method, partOf(kind.value, pieces, ways.value), tip)}
          >
            {method === 'pix' ? <QrCodeIcon /> : <CardIcon />} {guest[method]}
          </Button>
        ))}
        {methods.includes('cash') && (
          <Button
            disabled={isNothing}
            onPress={() => {
              isAtCounter.value = true;
              void callFor('BILL', 'cash');
            }}
          >
            <CashIcon /> {guest.cash}
          </Button>
        )}
      </div>
      {isAtCounter.value && (
        <p class="banner ok" role="status">
          {guest.cashHow(bill.number, money(about, bill.currency))}
        </p>
      )}
    </>
  );
}

function partOf(kind: Kind, pieces: ReadonlyMap<string, number>, ways: number): Part {
  if (kind === 'all') return { kind };
  if (kind === 'share') return { kind, ways };
  return { kind: 'items', items: [...pieces].map(([item_id, quantity]) => ({ item_id, quantity })) };
}

/** A payment of this phone's: to be completed, or what became of it. */
function UnderWay({ onClose }: { readonly onClose: () => void }): JSX.Element | null {
  const { guest, common } = t.value;
  const own = paying.value;
  const now = paymentNow.value;
  if (!own) return null;
  const again = () => {
    keep(null);
    payProblem.value = null;
  };
  if (now && now.status === 'PAID') {
    return (
      <div class="state" role="status">
        <p class="state-title">{guest.payDone}</p>
        <p class="about number">{money(own.amount, own.currency)}</p>
        <Button
          kind="main"
          onPress={() => {
            again();
            onClose();
          }}
        >
          {common.close}
        </Button>
      </div>
    );
  }
  if (now && !isLive(now)) {
    return (
      <div class="state" role="status">
        <p class="state-title">{guest.payOver}</p>
        <Button kind="main" onPress={again}>
          {guest.payOther}
        </Button>
      </div>
    );
  }
  return (
    <div class="state">
      <p class="about number">{money(own.amount, own.currency)}</p>
      {own.method === 'pix' ? <Pix /> : <p>{guest.payWaiting}</p>}
      {own.expiresAt && <p class="quiet number">{guest.payWithin(remaining(own.expiresAt))}</p>}
      <Button onPress={again}>{guest.payOther}</Button>
    </div>
  );
}

function Pix(): JSX.Element {
  const { guest } = t.value;
  const { qrCode, copyPaste } = paying.value ?? {};
  return (
    <>
      <p>{guest.scanToPay}</p>
      {qrCode && <img class="qr" src={qrCode} alt={guest.qrOf} width={240} height={240} />}
      {copyPaste && (
        <div class="code">
          <label class="unseen" for="pix-code">
            {guest.copyThis}
          </label>
          <input id="pix-code" readOnly value={copyPaste} onFocus={(event) => event.currentTarget.select()} />
          <Button kind="main" onPress={() => void copy(copyPaste)}>
            <CopyIcon /> {guest.copy}
          </Button>
        </div>
      )}
      <p role="status">{guest.payWaiting}</p>
    </>
  );
}

/** On plain http a page may not write to the clipboard: the code is selected, and the person copies it. */
async function copy(text: string): Promise<void> {
  const { guest } = t.value;
  const clipboard = (navigator as { readonly clipboard?: Clipboard }).clipboard;
  const isWritten = await clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (!isWritten) document.querySelector<HTMLInputElement>('#pix-code')?.focus();
  toast(isWritten ? guest.copied : guest.copyThis);
}

function remaining(expiresAt: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(expiresAt) - second.value) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
