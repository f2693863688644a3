import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { parseMoney } from '../shared/money.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { t } from '../shared/words/index.js';
import { bodyOf } from './means.js';
import { missingOf, NO_SLIP, SlipFields, type SlipText } from './slip-fields.js';
import type { Tender } from './tenders.js';
import type { Till } from './till.js';

/** How the difference of an exchange is paid: in cash, by a tender, or later. */
export interface Difference {
  readonly by: 'cash' | 'later' | Tender;
  /** Cash handed over, as it is typed; exactly what is due when empty. */
  readonly given: string;
  readonly slip: SlipText;
}

export const firstDifference = (till: Till): Difference => ({
  by: mayCash(till) ? 'cash' : 'later',
  given: '',
  slip: NO_SLIP,
});

const mayCash = (till: Till): boolean =>
  till.mayTakeCash.value && (till.shop.outlet.value?.payment_methods ?? []).includes('cash');

/** As the request has it; undefined where it is paid later, null where something of it is missing. */
export function payOf(
  { by, given, slip }: Difference,
  currency: string,
  isSure: boolean,
): Schemas['DifferenceRequest'] | undefined | null {
  if (by === 'later') return undefined;
  const noTip = { tip: 0, isSure };
  if (by === 'cash') {
    const tendered = given.trim() === '' ? undefined : parseMoney(given, currency);
    return tendered === null ? null : bodyOf({ kind: 'cash', tendered, ...noTip });
  }
  return missingOf(by, slip).length > 0 ? null : bodyOf({ kind: 'tender', tender: by, ...slip, ...noTip });
}

interface DifferenceChoiceProps {
  readonly till: Till;
  /** About what is to be paid, in the smallest unit. */
  readonly about: number;
  readonly value: Difference;
  readonly onChange: (next: Difference) => void;
}

/** How what the new goods cost more is paid, and what has to be said of it. */
export function DifferenceChoice({ till, about, value, onChange }: DifferenceChoiceProps): JSX.Element {
  const { till: words, floor } = t.value;
  const { by } = value;
  const put = (next: Partial<Difference>) => onChange({ ...value, ...next });
  const tender = by === 'cash' || by === 'later' ? null : by;
  const mayBy = ({ needs_shift: needs }: Tender) => !needs || till.drawer.shift.value != null;
  return (
    <>
      <fieldset class="choices">
        <legend>{floor.differenceDue(till.money(about))}</legend>
        {mayCash(till) && (
          <Button pressed={by === 'cash'} onPress={() => put({ by: 'cash' })}>
            {words.ways['cash']}
          </Button>
        )}
        {till.tenders.inUse.value.filter(mayBy).map((one) => (
          <Button key={one.id} pressed={tender?.id === one.id} onPress={() => put({ by: one, slip: NO_SLIP })}>
            {one.name}
          </Button>
        ))}
        <Button pressed={by === 'later'} onPress={() => put({ by: 'later' })}>
          {floor.staysDue}
        </Button>
      </fieldset>
      {by === 'cash' && (
        <Field
          label={words.given}
          hint={floor.exactCash}
          value={value.given}
          onInput={(given) => put({ given })}
          inputmode="decimal"
        />
      )}
      {tender && <SlipFields tender={tender} value={value.slip} onChange={(slip) => put({ slip })} />}
    </>
  );
}
