import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { t } from '../shared/words/index.js';
import type { Slip } from './means.js';
import type { Tender } from './tenders.js';

export const LONGEST_REFERENCE = 64;
const CARD_TYPES: readonly Schemas['CardType'][] = ['CREDIT', 'DEBIT'];

/** What is typed of a slip. */
export type SlipText = Omit<Slip, 'tender'>;
export type SlipField = 'reference' | 'last4';

export const NO_SLIP: SlipText = { reference: '', last4: '', cardType: null };

/** What the tender requires and the slip lacks. */
export const missingOf = (tender: Tender, { reference, last4 }: SlipText): readonly SlipField[] => [
  ...(tender.requires_reference && reference.trim() === '' ? (['reference'] as const) : []),
  ...(tender.requires_last4 && last4.length < 4 ? (['last4'] as const) : []),
];

interface SlipFieldsProps {
  readonly tender: Tender;
  readonly value: SlipText;
  readonly onChange: (next: SlipText) => void;
  /** What is wrong with a field. */
  readonly errorOf?: (field: SlipField) => string | undefined;
}

/** What a tender asks for before a payment by it is recorded: its slip, the card. */
export function SlipFields({ tender, value, onChange, errorOf }: SlipFieldsProps): JSX.Element {
  const { tenders } = t.value;
  const isCard = tender.method === 'card_terminal';
  const put = (next: Partial<SlipText>) => onChange({ ...value, ...next });
  return (
    <>
      {(tender.requires_reference || tender.method !== 'static_qr') && (
        <Field
          label={tenders.reference}
          value={value.reference}
          error={errorOf?.('reference')}
          onInput={(reference) => put({ reference })}
          autocomplete="off"
          maxLength={LONGEST_REFERENCE}
          required={tender.requires_reference}
        />
      )}
      {(tender.requires_last4 || isCard) && (
        <Field
          label={tenders.last4}
          value={value.last4}
          error={errorOf?.('last4')}
          onInput={(text) => put({ last4: text.replace(/\D/g, '').slice(0, 4) })}
          inputmode="numeric"
          autocomplete="off"
          required={tender.requires_last4}
        />
      )}
      {isCard && (
        <fieldset class="choices">
          <legend>{tenders.cardType}</legend>
          {CARD_TYPES.map((one) => (
            <Button
              key={one}
              pressed={value.cardType === one}
              onPress={() => put({ cardType: value.cardType === one ? null : one })}
            >
              {tenders.cardTypes[one]}
            </Button>
          ))}
        </fieldset>
      )}
    </>
  );
}
