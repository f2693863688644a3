import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Stepper } from '../shared/ui/stepper.js';
import { t } from '../shared/words/index.js';
import type { PartProps } from './bill-doing.js';
import { Form } from './bill-parts.js';
import type { Details } from './bills.js';
import { CustomerChoice } from './customer-choice.js';

const MOST_GUESTS = 999;
const MOST_NOTE = 500;
const KINDS = ['DINE_IN', 'TAKEAWAY', 'DELIVERY'] as const;
type Kind = (typeof KINDS)[number];

/** What is said of a bill as a whole. How it is served and for how many stays once something was paid. */
export function DetailsPart({ till, bill, perform, isBusy, onBack }: PartProps): JSX.Element {
  const { floor } = t.value;
  const [kind, setKind] = useState(bill.type);
  const [guests, setGuests] = useState(bill.guest_count ?? 0);
  const [server, setServer] = useState(bill.server_id);
  const [customer, setCustomer] = useState(bill.customer_id);
  const [note, setNote] = useState(bill.note ?? '');
  useEffect(() => void till.lock.load(), []);
  const isUnpaid = bill.paid_amount === 0;
  const me = till.session.user.value;
  const people = [
    ...(me ? [{ id: me.id, name: me.name ?? me.username }] : []),
    ...(till.lock.colleagues.value ?? []).filter(({ id }) => id !== me?.id),
  ];
  const change = detailsOf(bill, { kind, guests, server, customer, note: note.trim() });
  const submit = () =>
    perform(() =>
      till.api.patch('/api/v1/orders/{id}', {
        params: { path: { id: bill.id } },
        body: { ...change, version: bill.version },
      }),
    );
  return (
    <Form
      title={floor.details}
      submit={t.value.till.changeNow}
      disabled={change === null}
      isBusy={isBusy}
      onBack={onBack}
      onSubmit={submit}
    >
      {isUnpaid && bill.type !== 'ONLINE' && (
        <fieldset class="choices">
          <legend>{floor.kind}</legend>
          {KINDS.filter((one) => one !== 'DELIVERY' || bill.type === one).map((one) => (
            <Button key={one} pressed={kind === one} onPress={() => setKind(one)}>
              {floor.kinds[one]}
            </Button>
          ))}
        </fieldset>
      )}
      {isUnpaid && (
        <div class="row">
          <span>{floor.guests}</span>
          <Stepper name={floor.guests} value={guests} most={MOST_GUESTS} onChange={setGuests} />
        </div>
      )}
      <fieldset class="choices">
        <legend>{floor.server}</legend>
        {people.map(({ id, name }) => (
          <Button key={id} pressed={server === id} onPress={() => setServer(id)}>
            {name}
          </Button>
        ))}
      </fieldset>
      <CustomerChoice till={till} chosen={customer} onChoose={setCustomer} />
      <Field label={floor.billNote} value={note} onInput={setNote} maxLength={MOST_NOTE} />
    </Form>
  );
}

interface Wanted {
  readonly kind: Details['type'];
  /** 0: nobody knows. */
  readonly guests: number;
  readonly server: string | null;
  readonly customer: string | null;
  readonly note: string;
}

/** What of a bill is to be other than it is, as the API takes it; null when nothing is. */
export function detailsOf(
  bill: Pick<Details, 'type' | 'guest_count' | 'server_id' | 'customer_id' | 'note'>,
  { kind, guests, server, customer, note }: Wanted,
): Schemas['CorrectOrderRequest'] | null {
  const change = {
    ...(kind !== bill.type && { type: kind as Kind }),
    ...(guests !== (bill.guest_count ?? 0) && { guest_count: guests || null }),
    ...(server !== bill.server_id && { server_id: server }),
    ...(customer !== bill.customer_id && { customer_id: customer }),
    ...(note !== (bill.note ?? '') && { note }),
  };
  return Object.keys(change).length > 0 ? change : null;
}
