import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';

import type { Problem } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import type { ApprovalGiven } from './approval-given.js';
import { ApprovalSheet } from './approval-later.js';
import { Wrong } from './wrong.js';
import { DeclareTender, declarationOf, NOTHING_TYPED, type Typed } from './declare.js';
import type { CloseMore, Counted } from './drawer.js';
import { MoneyCount } from './money-count.js';
import { asksApproval, asksIfSure, said } from './problems.js';
import type { Till } from './till.js';

interface CountFormProps {
  readonly till: Till;
  readonly hint: string;
  /** What the button says of the amount. */
  readonly submit: (money: string) => string;
  readonly disabled?: boolean;
  /** Ends the shift as it was counted; answers the problem that is left. */
  readonly onCount: (counted: Counted, more: CloseMore) => Promise<Problem | null>;
  /** What is asked for before the count. */
  readonly children?: ComponentChildren;
}

/** A blind count of a drawer: cash, what tenders took, and a word on why it differs. */
export function CountForm({ till, hint, submit: label, disabled, onCount, children }: CountFormProps): JSX.Element {
  const { till: words, tenders, common } = t.value;
  const [counted, setCounted] = useState<Counted | null>(null);
  const [typed, setTyped] = useState<Readonly<Record<string, Typed>>>({});
  const [note, setNote] = useState('');
  const [asks, ask] = useState<Problem | null>(null);
  const [isTried, setTried] = useState(false);
  const act = useAct();
  const form = useRef<HTMLDivElement>(null);
  const isSure = asksIfSure(act.problem);
  const amount = counted?.cash ?? 0;
  const listed = till.tenders.inUse.value.filter(({ counts_in_drawer: counts }) => counts);
  const declarations = listed.map((tender) => declarationOf(tender, typed[tender.id] ?? NOTHING_TYPED));
  const declared = declarations.filter((one) => one !== null);

  const end = async (approval?: ApprovalGiven): Promise<Problem | null> => {
    const more = { isSure, declared, ...(note.trim() && { note: note.trim() }), ...(approval && { approval }) };
    const problem = await onCount(counted ?? { cash: 0 }, more);
    // Somebody added a tender meanwhile.
    if (problem?.code.startsWith('DECLAR')) void till.tenders.load();
    return problem;
  };
  const submit = () => {
    setTried(true);
    const first = declarations.indexOf(null);
    if (first >= 0) {
      form.current?.querySelectorAll<HTMLElement>('.declare')[first]?.querySelector('input')?.focus();
      return;
    }
    act.run(async () => {
      const problem = await end();
      if (!asksApproval(problem)) return problem;
      ask(problem);
      return null;
    });
  };

  return (
    <>
      <div class="counting">
        <div class="stack">
          <p>{hint}</p>
          {children}
        </div>
        <MoneyCount
          till={till}
          label={words.counted}
          onChange={(next) => {
            act.clear();
            setCounted(next);
          }}
        />
        <div class="stack" ref={form}>
          {listed.length > 0 && (
            <section class="stack declares" aria-labelledby="declares">
              <h3 id="declares">{tenders.declare}</h3>
              <p class="quiet">{tenders.declareHint}</p>
              {listed.map((tender, at) => (
                <DeclareTender
                  key={tender.id}
                  till={till}
                  tender={tender}
                  typed={typed[tender.id] ?? NOTHING_TYPED}
                  error={isTried && declarations[at] === null ? common.fillIn(words.amount) : undefined}
                  onType={(next) => {
                    act.clear();
                    setTyped({ ...typed, [tender.id]: next });
                  }}
                />
              ))}
            </section>
          )}
          <Field label={words.differenceWhy} value={note} onInput={setNote} maxLength={200} />
          {act.problem && <Wrong text={said(act.problem)} />}
          <Button kind="main" busy={act.isBusy} disabled={counted === null || disabled} onPress={submit}>
            {isSure ? words.sureAmount(till.money(amount)) : label(till.money(amount))}
          </Button>
        </div>
      </div>
      {asks && <ApprovalSheet till={till} refusal={asks} onApprove={end} onClose={() => ask(null)} />}
    </>
  );
}
