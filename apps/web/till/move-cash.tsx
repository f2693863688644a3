import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Problem } from '../shared/api.js';
import { useAct } from '../shared/act.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Keypad } from '../shared/ui/keypad.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import type { ApprovalGiven } from './approval-given.js';
import { ApprovalSheet } from './approval-later.js';
import { Wrong } from './wrong.js';
import type { Movement } from './drawer.js';
import type { Colleague } from './lock.js';
import { PersonChoice } from './person-choice.js';
import { asksApproval, asksIfSure, said } from './problems.js';
import { ReasonField, type Why } from './reason-field.js';
import { labelOf } from './reasons.js';
import type { Till } from './till.js';
import { amountOf, eraseDigit, typeDigits, zerosOf } from './typed-amount.js';

type Kind = Movement['type'];

/** Cash that comes or goes without a sale: with its reason, or with who gets a tip. */
export function MoveCash({ till }: { readonly till: Till }): JSX.Element {
  const { till: words, floor } = t.value;
  const [kind, setKind] = useState<Kind>('PAY_IN');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [why, setWhy] = useState<Why | null>(null);
  const [person, choose] = useState<Colleague | null>(null);
  const [asks, ask] = useState<Problem | null>(null);
  const act = useAct();
  const isNoSale = kind === 'NO_SALE';
  const isTip = kind === 'TIP_OUT';
  const amount = isNoSale ? 0 : (amountOf(typed) ?? 0);
  const isSure = asksIfSure(act.problem);
  const explanation = isNoSale ? wordsOf(till, why) : reason.trim();
  const isReady = (isNoSale || amount > 0) && (isTip ? person !== null : explanation !== '');
  const kinds: readonly (readonly [Kind, string])[] = [
    ['PAY_IN', words.payIn],
    ['PAY_OUT', words.payOut],
    ['DROP', words.drop],
    ['TIP_OUT', floor.tipOut],
    ['NO_SALE', floor.noSale],
  ];
  const name = kinds.find(([one]) => one === kind)![1];

  const move = async (approval?: ApprovalGiven): Promise<Problem | null> => {
    const told = await till.drawer.move({
      ...{ type: kind, amount, isSure },
      ...(isTip && person ? { userId: person.id } : { reason: explanation }),
      ...(approval && { approval }),
    });
    if (!told.ok) return told.problem;
    toast(isTip && person ? floor.paidOut(till.money(amount), person.name) : isNoSale ? floor.noSaleDone : words.moved);
    setTyped('');
    setReason('');
    ask(null);
    return null;
  };
  const submit = () =>
    act.run(async () => {
      const problem = await move();
      if (!asksApproval(problem)) return problem;
      ask(problem);
      return null;
    });

  return (
    <>
      <form
        class="counting"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) submit();
        }}
      >
        <div class="stack">
          <h2>{words.moveCash}</h2>
          <div class="choices" role="group" aria-label={words.moveCash}>
            {kinds.map(([one, label]) => (
              <Button
                key={one}
                pressed={kind === one}
                onPress={() => {
                  act.clear();
                  setKind(one);
                }}
              >
                {label}
              </Button>
            ))}
          </div>
          {isTip && <PersonChoice till={till} label={floor.tipFor} may={isOfFloor} chosen={person} onChoose={choose} />}
          {isNoSale && <ReasonField till={till} kind="NO_SALE" onWhy={setWhy} />}
          {!isTip && !isNoSale && <Field label={words.reason} value={reason} onInput={setReason} maxLength={200} />}
        </div>
        <div class="stack tight" hidden={isNoSale}>
          <label class="amount-field">
            <span>{words.amount}</span>
            <input
              class="number"
              type="text"
              inputMode="numeric"
              value={typed === '' ? '' : till.money(amount)}
              placeholder={till.money(0)}
              onInput={(event) => setTyped(typeDigits('', event.currentTarget.value.replace(/\D/g, '')))}
            />
          </label>
          <Keypad
            onDigit={(digits) => setTyped(typeDigits(typed, digits))}
            onErase={() => setTyped(eraseDigit(typed))}
            extra={zerosOf(till.shop.outlet.value?.currency ?? 'IDR')}
          />
        </div>
        <div class="stack">
          {act.problem && <Wrong text={said(act.problem)} />}
          <Button kind="main" type="submit" busy={act.isBusy} disabled={!isReady}>
            {isSure ? words.sureAmount(till.money(amount)) : isNoSale ? name : `${name} ${till.money(amount)}`}
          </Button>
        </div>
      </form>
      {/* A form of its own: within the other one its answer would send that again. */}
      {asks && <ApprovalSheet till={till} refusal={asks} onApprove={move} onClose={() => ask(null)} />}
    </>
  );
}

const isOfFloor = ({ role }: Colleague): boolean => role !== 'KITCHEN' && role !== 'CUSTOMER';

/** A chosen reason in words: a movement of cash keeps no other. */
function wordsOf(till: Till, why: Why | null): string {
  if (!why) return '';
  const chosen = till.reasons.inUse.value.find(({ id }) => id === why.reason_id);
  return [chosen && labelOf(chosen), why.reason].filter(Boolean).join(': ');
}
