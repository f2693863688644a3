import { signal } from '@preact/signals';
import type { JSX } from 'preact';

import { BellIcon, ReceiptIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { problemText } from '../shared/ui/states.js';
import { toast } from '../shared/ui/toast.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { loadCalls } from './load.js';
import { api, type Call, calls, sitting } from './state.js';

/** Calls of the table: for a waiter, and for the bill. */
export function Calls(): JSX.Element {
  const { guest } = t.value;
  return (
    <div class="calls">
      <CallButton kind="WAITER" name={guest.callWaiter} called={guest.called} />
      <CallButton kind="BILL" name={guest.askBill} called={guest.billAsked} />
    </div>
  );
}

const isCalling = signal<Call['kind'] | null>(null);

function CallButton({ kind, name, called }: { kind: Call['kind']; name: string; called: string }): JSX.Element {
  const open = calls.value.find((one) => one.kind === kind);
  if (open) {
    return (
      <p class="banner ok" role="status">
        <BellIcon />
        <span>{open.status === 'ACKNOWLEDGED' ? t.value.guest.coming : called}</span>
      </p>
    );
  }
  return (
    <Button busy={isCalling.value === kind} onPress={() => void callFor(kind)}>
      {kind === 'BILL' ? <ReceiptIcon /> : <BellIcon />} {name}
    </Button>
  );
}

export async function callFor(kind: Call['kind'], method?: string): Promise<void> {
  const id = sitting.value?.id;
  if (!id || isCalling.value) return;
  isCalling.value = kind;
  const told = await api.post('/api/v1/table-sessions/{id}/calls', {
    params: { path: { id } },
    key: newId(),
    body: { kind, ...(method && { method }) },
  });
  isCalling.value = null;
  if (told.ok) await loadCalls();
  else toast(problemText(told.problem), { kind: 'bad' });
}
