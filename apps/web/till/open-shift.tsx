import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import { Wrong } from './wrong.js';
import { MoneyCount } from './money-count.js';
import { asksIfSure, said } from './problems.js';
import type { Till } from './till.js';

/** Before the first sale: what is in the drawer. */
export function OpenShift({ till, onLater }: { readonly till: Till; readonly onLater: () => void }): JSX.Element {
  const { till: words } = t.value;
  const [amount, setAmount] = useState<number | null>(null);
  const act = useAct();
  const isSure = asksIfSure(act.problem);
  const open = () =>
    act.run(async () => {
      const told = await till.drawer.open(amount ?? 0, isSure);
      return told.ok ? null : told.problem;
    });
  return (
    <section class="counting">
      <div class="stack">
        <h2>{words.openShift}</h2>
        <p>{words.openShiftWhy}</p>
      </div>
      <MoneyCount
        till={till}
        label={words.float}
        onChange={(next) => {
          act.clear();
          setAmount(next?.cash ?? null);
        }}
      />
      <div class="stack">
        {act.problem && <Wrong text={said(act.problem)} />}
        <Button kind="main" busy={act.isBusy} disabled={amount === null} onPress={open}>
          {isSure ? words.sureAmount(till.money(amount ?? 0)) : words.openWith(till.money(amount ?? 0))}
        </Button>
        <Button kind="quiet" onPress={onLater}>
          {words.laterWithout}
        </Button>
      </div>
    </section>
  );
}
