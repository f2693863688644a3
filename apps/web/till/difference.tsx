import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { parseMoney } from '../shared/money.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { t } from '../shared/words/index.js';
import type { Tender } from './tenders.js';
import type { Till } from './till.js';

const LONGEST_REFERENCE = 64;

/** How the difference of an exchange is paid: in cash, by a tender, or later. */
export interface Difference {
  readonly by: 'cash' | 'later' | Tender;
  /** Cash handed over, as it is typed; exactly what is due when empty. */
  readonly given: string;
  readonly reference: string;
  readonly last4: string;
}

export const firstDifference = (till: Till): Difference => ({
  by: mayCash(till) ? 'cash' : 'later',
  given: '',
  reference: '',
  last4: '',
});

const mayCash = (till: Till): boolean =>
  till.mayTakeCash.value && (till.shop.outlet.value?.payment_methods ?? []).includes('cash');

/** As the request has it; undefined where it is paid later, null where something of it is missing. */
export function payOf(
  { by, given, reference, last4 }: Difference,
  currency: string,
  isSure: boolean,
): Schemas['DifferenceRequest'] | undefined | null {
  if (by === 'later') return undefined;
  if (by === 'cash') {
    const tendered = given.trim() === '' ? undefined : parseMoney(given, currency);
    if (tendered === null) return null;
    return {
      method: 'cash',
      ...(tendered !== undefined && { tendered }),
      ...(isSure && { tendered_confirmed: true }),
    };
  }
  const slip = reference.trim();
  if ((by.requires_reference && slip === '') || (by.requires_last4 && last4.length < 4)) return null;
  return {
    ...{ method: by.method, tender_id: by.id },
    ...(slip !== '' && { reference: slip }),
    ...(last4 !== '' && { last4 }),
  };
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
  const { till: words, floor, tenders } = t.value;
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
          <Button key={one.id} pressed={tender?.id === one.id} onPress={() => put({ by: one })}>
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
      {tender && (tender.requires_reference || tender.method !== 'static_qr') && (
        <Field
          label={tenders.reference}
          value={value.reference}
          onInput={(reference) => put({ reference })}
          maxLength={LONGEST_REFERENCE}
          required={tender.requires_reference}
        />
      )}
      {tender && (tender.requires_last4 || tender.method === 'card_terminal') && (
        <Field
          label={tenders.last4}
          value={value.last4}
          onInput={(text) => put({ last4: text.replace(/\D/g, '').slice(0, 4) })}
          inputmode="numeric"
          required={tender.requires_last4}
        />
      )}
    </>
  );
}
