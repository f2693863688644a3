import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Problem } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import { Wrong } from './wrong.js';
import type { Slip } from './means.js';
import { asksIfSure, said } from './problems.js';
import { missingOf, NO_SLIP, type SlipField, SlipFields } from './slip-fields.js';
import { useSettled } from './settled.js';
import type { Tender } from './tenders.js';
import type { Till } from './till.js';

interface TenderSheetProps {
  readonly till: Till;
  readonly tender: Tender;
  /** With the tip, in the smallest unit. */
  readonly amount: number;
  /** Records it; answers the problem that is left. */
  readonly onTake: (slip: Slip, isSure: boolean) => Promise<Problem | null>;
  readonly onClose: () => void;
}

/** What a tender asks for before it is recorded: its slip, the card. What is wrong stands beside its field. */
export function TenderSheet({ till, tender, amount, onTake, onClose }: TenderSheetProps): JSX.Element {
  const { till: words, tenders, common } = t.value;
  const [slip, setSlip] = useState(NO_SLIP);
  const [isTried, setTried] = useState(false);
  const act = useAct();
  const isSettled = useSettled();
  const isSure = asksIfSure(act.problem);
  const isLater = tender.confirm === 'LATER';
  const hasShift = !tender.needs_shift || till.drawer.shift.value != null;
  const missing = missingOf(tender, slip);
  const wrong = act.problem && fieldOf(act.problem);
  const errorOf = (name: SlipField): string | undefined => {
    if (act.problem && wrong === name) return said(act.problem);
    return isTried && missing.includes(name) ? common.fillIn(tenders[name]) : undefined;
  };
  const take = (event: Event) => {
    event.preventDefault();
    if (!isSettled() || !hasShift) return;
    setTried(true);
    if (missing.length === 0) act.run(() => onTake({ tender, ...slip }, isSure));
  };

  return (
    <Sheet title={tender.name} onClose={onClose}>
      <form class="stack" noValidate onSubmit={take}>
        <p class="due number">{till.money(amount)}</p>
        {tender.instructions && <p>{tender.instructions}</p>}
        {isLater && <p class="quiet">{tenders.laterHint}</p>}
        <SlipFields
          tender={tender}
          value={slip}
          errorOf={errorOf}
          onChange={(next) => {
            act.clear();
            setSlip(next);
          }}
        />
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
function fieldOf({ code, errors }: Problem): SlipField | null {
  const named = (name: SlipField) => errors.some(({ field }) => field === name);
  if (code.startsWith('REFERENCE_') || named('reference')) return 'reference';
  return code.startsWith('LAST4_') || named('last4') ? 'last4' : null;
}
