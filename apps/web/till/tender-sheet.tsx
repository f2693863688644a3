import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Problem, Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import { Wrong } from './wrong.js';
import type { Slip } from './means.js';
import { asksIfSure, said } from './problems.js';
import { useSettled } from './settled.js';
import type { Tender } from './tenders.js';
import type { Till } from './till.js';

const LONGEST_REFERENCE = 64;
const CARD_TYPES: readonly Schemas['CardType'][] = ['CREDIT', 'DEBIT'];

interface TenderSheetProps {
  readonly till: Till;
  readonly tender: Tender;
  /** With the tip, in the smallest unit. */
  readonly amount: number;
  /** Records it; answers the problem that is left. */
  readonly onTake: (slip: Slip, isSure: boolean) => Promise<Problem | null>;
  readonly onClose: () => void;
}

type Named = 'reference' | 'last4';

/** What a tender asks for before it is recorded: its slip, the card. What is wrong stands beside its field. */
export function TenderSheet({ till, tender, amount, onTake, onClose }: TenderSheetProps): JSX.Element {
  const { till: words, tenders, common } = t.value;
  const [reference, setReference] = useState('');
  const [last4, setLast4] = useState('');
  const [cardType, setCardType] = useState<Slip['cardType']>(null);
  const [isTried, setTried] = useState(false);
  const act = useAct();
  const isSettled = useSettled();
  const isSure = asksIfSure(act.problem);
  const isCard = tender.method === 'card_terminal';
  const isLater = tender.confirm === 'LATER';
  const hasShift = !tender.needs_shift || till.drawer.shift.value != null;
  const missing: readonly Named[] = [
    ...(tender.requires_reference && reference.trim() === '' ? (['reference'] as const) : []),
    ...(tender.requires_last4 && last4 === '' ? (['last4'] as const) : []),
  ];
  const wrong = act.problem && fieldOf(act.problem);
  const errorOf = (name: Named): string | undefined => {
    if (act.problem && wrong === name) return said(act.problem);
    return isTried && missing.includes(name) ? common.fillIn(tenders[name]) : undefined;
  };
  const asks: Readonly<Record<Named, boolean>> = {
    reference: tender.requires_reference || tender.method !== 'static_qr',
    last4: tender.requires_last4 || isCard,
  };

  const take = (event: Event) => {
    event.preventDefault();
    if (!isSettled() || !hasShift) return;
    setTried(true);
    if (missing.length === 0) act.run(() => onTake({ tender, reference: reference.trim(), last4, cardType }, isSure));
  };

  return (
    <Sheet title={tender.name} onClose={onClose}>
      <form class="stack" noValidate onSubmit={take}>
        <p class="due number">{till.money(amount)}</p>
        {tender.instructions && <p>{tender.instructions}</p>}
        {isLater && <p class="quiet">{tenders.laterHint}</p>}
        {asks.reference && (
          <Field
            label={tenders.reference}
            value={reference}
            error={errorOf('reference')}
            onInput={(text) => {
              act.clear();
              setReference(text);
            }}
            autocomplete="off"
            maxLength={LONGEST_REFERENCE}
            required={tender.requires_reference}
          />
        )}
        {asks.last4 && (
          <Field
            label={tenders.last4}
            value={last4}
            error={errorOf('last4')}
            onInput={(text) => {
              act.clear();
              setLast4(text.replace(/\D/g, '').slice(0, 4));
            }}
            inputmode="numeric"
            autocomplete="off"
            required={tender.requires_last4}
          />
        )}
        {isCard && (
          <fieldset class="choices">
            <legend>{tenders.cardType}</legend>
            {CARD_TYPES.map((one) => (
              <Button key={one} pressed={cardType === one} onPress={() => setCardType(cardType === one ? null : one)}>
                {tenders.cardTypes[one]}
              </Button>
            ))}
          </fieldset>
        )}
        {!hasShift && <Wrong text={tenders.needsShift} />}
        {act.problem && !wrong && <Wrong text={said(act.problem)} />}
        <Button kind="main" type="submit" class="take number" busy={act.isBusy} disabled={!hasShift}>
          {isSure
            ? words.sureAmount(till.money(amount))
            : isLater
              ? tenders.writeDown(till.money(amount))
              : words.take(till.money(amount))}
        </Button>
      </form>
    </Sheet>
  );
}

/** The field that a refusal is about. */
function fieldOf({ code, errors }: Problem): Named | null {
  const named = (name: Named) => errors.some(({ field }) => field === name);
  if (code.startsWith('REFERENCE_') || named('reference')) return 'reference';
  return code.startsWith('LAST4_') || named('last4') ? 'last4' : null;
}
