import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Stepper } from '../shared/ui/stepper.js';
import { t } from '../shared/words/index.js';
import { Form } from './bill-parts.js';
import { said } from './problems.js';
import type { PartyPartProps, SittingPartProps } from './sitting-part.js';
import { Wrong } from './wrong.js';

const MOST_GUESTS = 999;
const USUAL_GUESTS = 2;
/** Parties that take one touch. */
const AT_ONCE = Array.from({ length: 12 }, (_, at) => at + 1);

interface RefusalProps {
  readonly text: string;
  /** What can be done instead. */
  readonly children?: ComponentChildren;
}

/** Why the server did not do it, brought into sight. */
export function Refusal({ text, children }: RefusalProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div ref={box} class="stack tight refusal">
      <Wrong text={text} />
      {children}
    </div>
  );
}

/** Seats guests who have no phone, or have not scanned yet. */
export function SeatPart({ till, table, act, perform, onBack }: SittingPartProps): JSX.Element {
  const { tables } = t.value;
  const [guests, setGuests] = useState(table.seats ?? USUAL_GUESTS);
  const submit = () =>
    perform(() => till.api.post('/api/v1/table-sessions', { body: { table_id: table.id, guest_count: guests } }));
  return (
    <Form title={tables.seat} submit={tables.seatNow(guests)} isBusy={act.isBusy} onBack={onBack} onSubmit={submit}>
      <div class="choices" role="group" aria-label={tables.howMany}>
        {AT_ONCE.map((n) => (
          <Button key={n} class="icon" pressed={guests === n} onPress={() => setGuests(n)}>
            {n}
          </Button>
        ))}
      </div>
      <div class="row between">
        <span>{tables.howMany}</span>
        <Stepper name={tables.howMany} value={guests} onChange={setGuests} least={1} most={MOST_GUESTS} />
      </div>
      {act.problem && <Refusal text={said(act.problem)} />}
    </Form>
  );
}

/** Ends a sitting, once it was said what that does. */
export function LeavePart({ till, table, sessionId, act, perform, onBack }: PartyPartProps): JSX.Element {
  const { tables } = t.value;
  const submit = () =>
    perform(() => till.api.post('/api/v1/table-sessions/{id}/close', { params: { path: { id: sessionId } } }));
  return (
    <Form title={tables.left} submit={tables.leftSure} danger isBusy={act.isBusy} onBack={onBack} onSubmit={submit}>
      {table.amount_due > 0 ? (
        <p class="banner warn slim">{tables.leftDue(till.money(table.amount_due))}</p>
      ) : (
        <p>{tables.leftHint}</p>
      )}
      {act.problem && <Refusal text={said(act.problem)} />}
    </Form>
  );
}
