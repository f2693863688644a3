import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { Empty, Loading } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import { CountForm } from './count-form.js';
import { mayHaveDrawer } from './drawer.js';
import type { Colleague } from './lock.js';
import { PersonChoice } from './person-choice.js';
import { ShiftResult } from './shift-result.js';
import type { Till } from './till.js';

/** The drawer goes to a colleague: a blind count ends this shift and begins theirs; then the till waits for their PIN. */
export function HandOverScreen({ till }: { readonly till: Till }): JSX.Element {
  const { till: words, floor } = t.value;
  const [to, choose] = useState<Colleague | null>(null);
  const [ended, end] = useState<Schemas['ClosedShiftResponse'] | null>(null);
  const { shift } = till.drawer;
  useEffect(() => void till.tenders.load(), []);
  if (!ended && shift.value === undefined) return <Loading />;
  if (!ended && shift.value === null) return <Empty title={words.noShiftToClose} />;
  return (
    <section class="closing">
      <h2>{floor.handOver}</h2>
      {ended ? (
        <>
          <p role="status">{floor.handedOver(to?.name ?? '')}</p>
          <ShiftResult
            till={till}
            closed={ended}
            onDone={() => {
              till.go('sell');
              till.lock.lock();
            }}
          />
        </>
      ) : (
        <CountForm
          till={till}
          hint={floor.handOverHint}
          submit={(money) => (to ? floor.handOverNow(money, to.name) : floor.handOver)}
          disabled={to === null}
          onCount={async (counted, more) => {
            if (!to) return null;
            const told = await till.drawer.handOver(to.id, counted, more);
            if (!told.ok) return told.problem;
            end(told.data.ended);
            return null;
          }}
        >
          <PersonChoice
            till={till}
            label={floor.handOverTo}
            may={({ role }) => mayHaveDrawer(role)}
            chosen={to}
            onChoose={choose}
          />
        </CountForm>
      )}
    </section>
  );
}
