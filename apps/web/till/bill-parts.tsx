import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { parseMoney } from '../shared/money.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { t } from '../shared/words/index.js';
import type { PartProps } from './bill-doing.js';
import { ReasonField, type Why } from './reason-field.js';
import { isTender } from './tenders.js';

interface FormProps {
  readonly title: string;
  readonly onSubmit: () => void;
  readonly onBack: () => void;
  readonly isBusy: boolean;
  readonly submit: string;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly children: ComponentChildren;
}

/** A form of the bill's sheet: it comes into sight by itself. */
export function Form({
  title,
  onSubmit,
  onBack,
  isBusy,
  submit,
  disabled = false,
  danger = false,
  children,
}: FormProps): JSX.Element {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <form
      ref={form}
      class="stack part"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy && !disabled) onSubmit();
      }}
    >
      <h3>{title}</h3>
      {children}
      <div class="row">
        <Button onPress={onBack}>{t.value.common.back}</Button>
        <Button kind={danger ? 'danger' : 'main'} class="grow" type="submit" busy={isBusy} disabled={disabled}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

interface ReasonProps extends PartProps {
  readonly title: string;
  readonly onReason: (why: Why) => void;
}

/** Takes something off a bill, once somebody has said why. */
export function VoidPart({ till, title, onReason, onBack, isBusy }: ReasonProps): JSX.Element {
  const [why, setWhy] = useState<Why | null>(null);
  return (
    <Form
      title={title}
      submit={title}
      danger
      disabled={why === null}
      isBusy={isBusy}
      onBack={onBack}
      onSubmit={() => why && onReason(why)}
    >
      <ReasonField till={till} kind="VOID" onWhy={setWhy} autofocus />
    </Form>
  );
}

interface RejectProps extends PartProps {
  readonly onReason: (reason: string) => void;
}

/** Refuses what guests ordered, in words that they read. */
export function RejectPart({ onReason, onBack, isBusy }: RejectProps): JSX.Element {
  const { till: words } = t.value;
  const [reason, setReason] = useState('');
  return (
    <Form
      title={words.reject}
      submit={words.reject}
      danger
      disabled={reason.trim() === ''}
      isBusy={isBusy}
      onBack={onBack}
      onSubmit={() => onReason(reason.trim())}
    >
      <Field label={words.rejectWhy} value={reason} onInput={setReason} maxLength={200} autofocus />
    </Form>
  );
}

export function MergePart({ till, bill, perform, isBusy, onBack }: PartProps): JSX.Element {
  const { till: words } = t.value;
  const [chosen, choose] = useState<readonly string[]>([]);
  useEffect(() => void till.bills.load(), []);
  const others = (till.bills.open.value ?? []).filter(({ id, paid_amount: paid }) => id !== bill.id && paid === 0);
  const submit = () =>
    perform(({ key }) =>
      till.api.post('/api/v1/orders/{id}/merge', {
        params: { path: { id: bill.id } },
        body: { order_ids: [...chosen], version: bill.version },
        key,
      }),
    );
  return (
    <Form
      title={words.merge}
      submit={chosen.length > 0 ? words.mergeNow(chosen.length) : words.merge}
      disabled={chosen.length === 0}
      isBusy={isBusy}
      onBack={onBack}
      onSubmit={submit}
    >
      <div class="choices" role="group" aria-label={words.merge}>
        {others.length === 0 && <p>{words.noBills}</p>}
        {others.map(({ id, number, table_name: table, amount_due: due }) => (
          <Button
            key={id}
            pressed={chosen.includes(id)}
            onPress={() => choose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])}
          >
            {table ? words.tableOf(table) : number} · {till.money(due)}
          </Button>
        ))}
      </div>
    </Form>
  );
}

export function RefundPart({ till, bill, perform, isBusy, onBack }: PartProps): JSX.Element {
  const { till: words } = t.value;
  const paid = bill.payments.find(({ status }) => status === 'PAID' || status === 'PARTIALLY_REFUNDED');
  const left = paid ? paid.amount - paid.refunded_amount : 0;
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [reference, setReference] = useState('');
  const isByTender = paid !== undefined && isTender(paid.method);
  const amount = text.trim() === '' ? left : (parseMoney(text, bill.currency) ?? NaN);
  const submit = () =>
    perform(({ key }) =>
      till.api.post('/api/v1/payments/{id}/refunds', {
        params: { path: { id: paid!.id } },
        body: { amount, reason: reason.trim(), ...(isByTender && reference.trim() && { reference: reference.trim() }) },
        key,
      }),
    );
  return (
    <Form
      title={words.refund}
      submit={words.refundNow(till.money(Number.isFinite(amount) ? amount : 0))}
      danger
      disabled={!paid || !(amount > 0 && amount <= left) || reason.trim() === ''}
      isBusy={isBusy}
      onBack={onBack}
      onSubmit={submit}
    >
      <p>{paid && (words.ways[paid.method] ?? paid.method)}</p>
      <Field label={words.refundAmount} hint={till.money(left)} value={text} onInput={setText} inputmode="decimal" />
      {isByTender && (
        <Field label={t.value.tenders.reference} value={reference} onInput={setReference} maxLength={64} />
      )}
      <Field label={words.reason} value={reason} onInput={setReason} maxLength={200} />
    </Form>
  );
}
