import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Stepper } from '../shared/ui/stepper.js';
import { t } from '../shared/words/index.js';
import type { PartProps } from './bill-doing.js';
import { Form } from './bill-parts.js';

/** Some of the lines, or those of some seats, become a bill of their own. */
export function SplitPart({ till, bill, perform, isBusy, onBack }: PartProps): JSX.Element {
  const { till: words } = t.value;
  const { floor } = t.value;
  const [chosen, choose] = useState<Readonly<Record<string, number>>>({});
  const [seats, sit] = useState<readonly number[]>([]);
  const lines = bill.items.filter(({ status }) => status !== 'VOIDED');
  const items = lines.flatMap(({ id }) => (chosen[id] ? [{ item_id: id, quantity: chosen[id] }] : []));
  const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0);
  const all = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const known = [...new Set(lines.flatMap(({ seat }) => seat ?? []))].sort((a, b) => a - b);
  const isOfSeats = seats.length > 0;
  const leavesNothing = lines.every(({ seat }) => seat !== null && seats.includes(seat));
  const submit = () =>
    perform(({ key }) =>
      till.api.post('/api/v1/orders/{id}/split', {
        params: { path: { id: bill.id } },
        body: { ...(isOfSeats ? { seats: [...seats] } : { items }), version: bill.version },
        key,
      }),
    );
  return (
    <Form
      title={words.splitLines}
      submit={words.splitNow}
      disabled={isOfSeats ? leavesNothing : pieces === 0 || pieces === all}
      isBusy={isBusy}
      onBack={onBack}
      onSubmit={submit}
    >
      {known.length > 0 && (
        <fieldset class="choices">
          <legend>{floor.splitSeats}</legend>
          {known.map((seat) => (
            <Button key={seat} pressed={seats.includes(seat)} onPress={() => sit(toggled(seats, seat))}>
              {floor.seatOf(seat)}
            </Button>
          ))}
        </fieldset>
      )}
      <ul class="split-lines" hidden={isOfSeats}>
        {lines.map(({ id, name, quantity }) => (
          <li key={id} class="row between">
            <span>
              {name} <span class="quiet number">{quantity}×</span>
            </span>
            <Stepper
              name={name}
              value={chosen[id] ?? 0}
              most={quantity}
              onChange={(next) => choose({ ...chosen, [id]: next })}
            />
          </li>
        ))}
      </ul>
    </Form>
  );
}

/** `list` with `value`, or without it when it was there. */
const toggled = (list: readonly number[], value: number): readonly number[] =>
  list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
