import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { t } from '../shared/words/index.js';
import { labelOf, type ReasonKind } from './reasons.js';
import type { Till } from './till.js';

/** A reason as requests take it: one of the outlet's, words, or both. */
export interface Why {
  readonly reason_id?: string;
  readonly reason?: string;
}

interface ReasonFieldProps {
  readonly till: Till;
  readonly kind: ReasonKind;
  /** Called with null while something is missing. */
  readonly onWhy: (why: Why | null) => void;
  readonly label?: string;
  readonly autofocus?: boolean;
}

const LONGEST = 200;

/** Why something is done: one of the outlet's reasons to tap, or a few words. */
export function ReasonField({ till, kind, onWhy, label, autofocus = false }: ReasonFieldProps): JSX.Element {
  const { till: words, floor } = t.value;
  const [id, setId] = useState<string | null>(null);
  const [text, setText] = useState('');
  useEffect(() => void till.reasons.load(), []);
  const listed = till.reasons.inUse.value.filter((one) => one.kind === kind);
  const chosen = listed.find((one) => one.id === id);
  const needsWords = !chosen || chosen.needs_note;

  const tell = (nextId: string | null, nextText: string) => {
    setId(nextId);
    setText(nextText);
    const next = listed.find((one) => one.id === nextId);
    const said = nextText.trim();
    const isMissing = said === '' && (!next || next.needs_note);
    onWhy(isMissing ? null : { ...(next && { reason_id: next.id }), ...(said && { reason: said }) });
  };

  return (
    <>
      {listed.length > 0 && (
        <fieldset class="choices">
          <legend>{label ?? words.reason}</legend>
          {listed.map((one) => (
            <Button key={one.id} pressed={one.id === id} onPress={() => tell(one.id === id ? null : one.id, text)}>
              {labelOf(one)}
            </Button>
          ))}
        </fieldset>
      )}
      <Field
        label={listed.length === 0 ? (label ?? words.reason) : needsWords && chosen ? floor.moreWords : floor.orReason}
        value={text}
        onInput={(next) => tell(id, next)}
        maxLength={LONGEST}
        required={needsWords}
        autofocus={autofocus && listed.length === 0}
      />
    </>
  );
}
