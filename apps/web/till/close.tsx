import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Empty, Loading } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import { CountForm } from './count-form.js';
import { ShiftResult } from './shift-result.js';
import type { Till } from './till.js';

type Closed = Schemas['ClosedShiftResponse'];

/** Three steps: bills that stay, a blind count, what came of it. */
export function CloseScreen({ till }: { readonly till: Till }): JSX.Element {
  const { till: words } = t.value;
  const [step, setStep] = useState(0);
  const [closed, setClosed] = useState<Closed | null>(null);
  useEffect(() => void Promise.all([till.bills.load(), till.tenders.load()]), []);
  if (!closed && till.drawer.shift.value === undefined) return <Loading />;
  if (!closed && till.drawer.shift.value === null) return <Empty title={words.noShiftToClose} />;
  return (
    <section class="closing">
      <h2>{words.closeShift}</h2>
      <ol class="steps">
        {words.closeSteps.map((name, at) => (
          <li key={name} aria-current={at === step ? 'step' : undefined}>
            {name}
          </li>
        ))}
      </ol>
      {step === 0 && <OpenBills till={till} onNext={() => setStep(1)} />}
      {step === 1 && (
        <CountForm
          till={till}
          hint={words.countBlind}
          submit={words.closeWith}
          onCount={async (counted, more) => {
            const told = await till.drawer.close(counted, more);
            if (!told.ok) return told.problem;
            setClosed(told.data);
            setStep(2);
            return null;
          }}
        />
      )}
      {step === 2 && closed && <ShiftResult till={till} closed={closed} onDone={() => till.go('sell')} />}
    </section>
  );
}

function OpenBills({ till, onNext }: { readonly till: Till; readonly onNext: () => void }): JSX.Element {
  const { till: words } = t.value;
  const open = till.bills.open.value;
  return (
    <>
      {!open && <Loading />}
      {open && <p>{open.length > 0 ? words.openStay : words.noneOpen}</p>}
      <ul class="plain-list">
        {open?.map(({ id, number, table_name: table, amount_due: due }) => (
          <li key={id} class="row between">
            <span>
              {number} {table && <span class="quiet">{words.tableOf(table)}</span>}
            </span>
            <span class="number">{till.money(due)}</span>
          </li>
        ))}
      </ul>
      <Button kind="main" onPress={onNext}>
        {words.goOn}
      </Button>
    </>
  );
}
