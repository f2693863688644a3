import type { JSX } from 'preact';

import { second } from '../shared/clock.js';
import { BellIcon } from '../shared/icons.js';
import { problemText } from '../shared/ui/states.js';
import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import type { Call } from './calls.js';
import { Wrong } from './wrong.js';
import type { Till } from './till.js';

interface CallListProps {
  readonly till: Till;
  /** Shows a bill by its id. */
  readonly onBill: (id: string) => void;
}

/** Guests who want somebody to come, longest waiting first. Nothing where nobody calls. */
export function CallList({ till, onBill }: CallListProps): JSX.Element | null {
  const open = till.calls.open.value;
  if (open.length === 0) return null;
  return (
    <section class="calls" aria-labelledby="calls-title">
      <h3 id="calls-title">{t.value.till.calls}</h3>
      <ul class="bill-list">
        {open.map((call) => (
          <li key={call.id}>
            <CallCard till={till} call={call} onBill={onBill} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface CallCardProps extends CallListProps {
  readonly call: Call;
}

function CallCard({ till, call, onBill }: CallCardProps): JSX.Element {
  const { till: words } = t.value;
  const act = useAct();
  const { kind, method, note, status } = call;
  const about = [words.callKinds[kind] ?? kind, method && (words.ways[method] ?? method), note].filter(Boolean);
  const bill = till.bills.open.value?.find(({ table_session_id: sitting }) => sitting === call.table_session_id);
  return (
    <div class={status === 'OPEN' ? 'call waits' : 'call'}>
      <p class="row between">
        <strong>
          <BellIcon size={20} /> {words.tableOf(call.table_name)}
        </strong>
        <span class="quiet number">
          <Age since={Date.parse(call.created_at)} />
        </span>
      </p>
      <p>{about.join(' · ')}</p>
      {status === 'ACKNOWLEDGED' && <p class="quiet">{words.isComing}</p>}
      {act.problem && <Wrong text={problemText(act.problem)} />}
      <div class="row">
        {status === 'OPEN' && (
          <Button
            kind="main"
            class="grow"
            busy={act.isBusy}
            onPress={() => act.run(() => till.calls.acknowledge(call))}
          >
            {words.coming}
          </Button>
        )}
        <Button class="grow" busy={act.isBusy} onPress={() => act.run(() => till.calls.finish(call))}>
          {words.callDone}
        </Button>
        {bill && (
          <Button class="grow" onPress={() => onBill(bill.id)}>
            {words.showBill}
          </Button>
        )}
      </div>
    </div>
  );
}

/** How long ago it was; the clock changes this text alone. */
function Age({ since }: { readonly since: number }): JSX.Element {
  const minutes = Math.floor((second.value - since) / 60_000);
  return <>{minutes < 1 ? t.value.till.now : t.value.till.ago(minutes)}</>;
}
