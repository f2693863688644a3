import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';

import { second } from '../shared/clock.js';
import { CircleIcon, DineIcon, DoneIcon, DropIcon, LockIcon, PersonIcon, ReceiptIcon } from '../shared/icons.js';
import { t } from '../shared/words/index.js';
import type { Table } from './shop.js';

const MARKS: Readonly<Record<Table['state'], (props: { readonly size: number }) => JSX.Element>> = {
  FREE: CircleIcon,
  DIRTY: DropIcon,
  SEATED: PersonIcon,
  ORDERED: DineIcon,
  BILL_PRINTED: ReceiptIcon,
  PAID: DoneIcon,
  BLOCKED: LockIcon,
};
const MINUTE = 60_000;

interface TableStateProps {
  readonly table: Pick<Table, 'state' | 'state_since'>;
}

/** How a table stands, by a mark and a word, and for how long; the clock changes that text alone, once a minute. */
export function TableState({ table: { state, state_since: since } }: TableStateProps): JSX.Element {
  const Mark = MARKS[state];
  return (
    <span class={`table-state ${state}`}>
      <Mark size={16} /> {t.value.tables.states[state]}{' '}
      <span class="quiet number">
        <Lasts since={Date.parse(since)} key={since} />
      </span>
    </span>
  );
}

function Lasts({ since }: { readonly since: number }): JSX.Element {
  const minutes = useComputed(() => Math.max(0, Math.floor((second.value - since) / MINUTE))).value;
  return <>{t.value.tables.lasts(Math.floor(minutes / 60), minutes % 60)}</>;
}
