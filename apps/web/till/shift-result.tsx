import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import { Wrong } from './wrong.js';
import { TenderResults } from './declare.js';
import type { Report } from './drawer.js';
import { said } from './problems.js';
import { saveShiftReport } from './receipts.js';
import type { Till } from './till.js';

type Closed = Schemas['ClosedShiftResponse'];

const ASK_EVERY_MS = 2_000;

interface ShiftResultProps {
  readonly till: Till;
  readonly closed: Closed;
  readonly onDone: () => void;
}

/** What came of a count. */
export function ShiftResult(props: ShiftResultProps): JSX.Element {
  return props.closed.status === 'CLOSED' ? <Result {...props} /> : <Waiting {...props} />;
}

/** Somebody else looks at the count: whether it fits is theirs to know first. */
function Waiting({ till, closed, onDone }: ShiftResultProps): JSX.Element {
  const { till: words } = t.value;
  return (
    <>
      <p class="verdict" role="status">
        {words.waitsForAudit}
      </p>
      <dl class="totals">
        <div>
          <dt>{words.counted}</dt>
          <dd class="number">{till.money(closed.end_cash ?? 0)}</dd>
        </div>
      </dl>
      <div class="row">
        <Button kind="main" class="grow" onPress={onDone}>
          {words.done}
        </Button>
      </div>
    </>
  );
}

/** Whether the count fits, and the Z report once it is made. */
function Result({ till, closed, onDone }: ShiftResultProps): JSX.Element {
  const { till: words } = t.value;
  const [report, setReport] = useState<Report | null>(null);
  const act = useAct();
  useEffect(() => {
    let isOver = false;
    const look = async () => {
      const told = await till.drawer.report(closed.id);
      if (!isOver && told.ok && told.data?.type === 'Z') {
        isOver = true;
        setReport(told.data);
      }
    };
    void look();
    const timer = setInterval(() => !isOver && void look(), ASK_EVERY_MS);
    const deafen = till.shop.onEvent((message) => {
      if (!isOver && message?.type === 'SHIFT_REPORT_READY') void look();
    });
    return () => {
      isOver = true;
      clearInterval(timer);
      deafen();
    };
  }, []);
  const off = closed.difference ?? 0;
  const verdict = off === 0 ? words.exactly : off > 0 ? words.overBy(till.money(off)) : words.shortBy(till.money(-off));
  return (
    <>
      <p class={off === 0 ? 'verdict ok' : 'verdict'} role="status">
        {verdict}
      </p>
      <dl class="totals">
        <div>
          <dt>{words.expected}</dt>
          <dd class="number">{till.money(closed.expected_cash ?? 0)}</dd>
        </div>
        <div>
          <dt>{words.counted}</dt>
          <dd class="number">{till.money(closed.end_cash ?? 0)}</dd>
        </div>
      </dl>
      {report?.tenders && <TenderResults till={till} report={report} />}
      <p role="status">{report ? words.zReady(report.number ?? 0) : words.zMaking}</p>
      {act.problem && <Wrong text={said(act.problem)} />}
      <div class="row">
        <Button busy={act.isBusy} disabled={!report} onPress={() => act.run(() => saveShiftReport(till, closed.id))}>
          {words.printZ}
        </Button>
        <Button kind="main" class="grow" onPress={onDone}>
          {words.done}
        </Button>
      </div>
    </>
  );
}
