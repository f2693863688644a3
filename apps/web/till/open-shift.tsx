import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import { Wrong } from './wrong.js';
import { NO_DRAWER } from './drawer.js';
import { DrawerChoice } from './drawer-choice.js';
import { MoneyCount } from './money-count.js';
import { asksIfSure, said } from './problems.js';
import type { Till } from './till.js';

/** Before the first sale: what is in the drawer, and which it is where the counter has several. */
export function OpenShift({ till, onLater }: { readonly till: Till; readonly onLater: () => void }): JSX.Element {
  const { till: words } = t.value;
  const { drawer } = till;
  const [amount, setAmount] = useState<number | null>(null);
  const [choice, choose] = useState<string | undefined>(undefined);
  const act = useAct();
  const isSure = asksIfSure(act.problem);
  useEffect(() => {
    void drawer.loadNamed();
    return till.shop.onEvent((message) => {
      if (message === null || /^SHIFT_/.test(message.type)) void drawer.loadNamed();
    });
  }, []);
  const drawers = drawer.named.value;
  const isFree = (id: string) => drawers.some((one) => one.id === id && one.shift === null);
  const wanted = choice ?? drawer.remembered();
  const chosen = wanted === NO_DRAWER || (wanted !== undefined && isFree(wanted)) ? wanted : undefined;
  const open = () =>
    act.run(async () => {
      const told = await drawer.open(amount ?? 0, isSure, drawers.length > 0 ? chosen : undefined);
      return told.ok ? null : told.problem;
    });
  return (
    <section class="counting">
      <div class="stack">
        <h2>{words.openShift}</h2>
        <p>{words.openShiftWhy}</p>
        {drawers.length > 0 && (
          <DrawerChoice
            drawers={drawers}
            chosen={chosen}
            onChoose={(next) => {
              act.clear();
              choose(next);
            }}
          />
        )}
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
        <Button
          kind="main"
          busy={act.isBusy}
          disabled={amount === null || (drawers.length > 0 && chosen === undefined)}
          onPress={open}
        >
          {isSure ? words.sureAmount(till.money(amount ?? 0)) : words.openWith(till.money(amount ?? 0))}
        </Button>
        <Button kind="quiet" onPress={onLater}>
          {words.laterWithout}
        </Button>
      </div>
    </section>
  );
}
