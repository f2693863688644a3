import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { QrCodeIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { clockTime } from '../shared/ui/banner.js';
import { Broken, Empty, Loading } from '../shared/ui/states.js';
import { Tabs } from '../shared/ui/tabs.js';
import { t } from '../shared/words/index.js';
import { BillSheet } from './bill-sheet.js';
import { CallList } from './call-list.js';
import { isParked } from './parked.js';
import type { Order } from './selling.js';
import type { Till } from './till.js';

type List = 'open' | 'parked' | 'recent';

/** Open bills first, then those that were put aside; what guests wait for is marked. */
export function OrdersScreen({ till }: { readonly till: Till }): JSX.Element {
  const { till: words, floor } = t.value;
  const { bills } = till;
  const [list, setList] = useState<List>('open');
  const [shown, show] = useState<string | null>(null);
  const load = () => void (list === 'recent' ? bills.loadRecent() : bills.load());
  useEffect(load, [list]);
  const [open, parked] = [bills.open.value?.filter((one) => !isParked(one)), bills.open.value?.filter(isParked)];
  const orders = { open, parked, recent: bills.recent.value }[list];
  const none = { open: words.noBills, parked: floor.noParked, recent: words.noRecent }[list];
  const tabs = [
    { id: 'open', label: words.openBills, ...(open && { count: open.length }) },
    { id: 'parked', label: floor.parked, ...(parked && { count: parked.length }) },
    { id: 'recent', label: words.recentBills },
  ];
  return (
    <section class="orders">
      <h2 class="unseen">{words.orders}</h2>
      <CallList till={till} onBill={show} />
      <Tabs label={words.orders} tabs={tabs} chosen={list} onChoose={(id) => setList(id as List)} panel="bills" />
      <div id="bills" role="tabpanel" aria-labelledby={`tab-${list}`} tabIndex={0}>
        {!orders && bills.problem.value && <Broken problem={bills.problem.value} onRetry={load} />}
        {!orders && !bills.problem.value && <Loading />}
        {orders?.length === 0 && <Empty title={none} />}
        <ul class="bill-list">
          {newestGuestsFirst(orders ?? [], till.unopened.ids.value).map((order) => (
            <li key={order.id}>
              <BillCard till={till} order={order} onOpen={() => show(order.id)} />
            </li>
          ))}
        </ul>
      </div>
      {shown && <BillSheet till={till} orderId={shown} onClose={() => show(null)} />}
    </section>
  );
}

/** What guests wait for stands before the rest. */
const newestGuestsFirst = (orders: readonly Order[], unopened: ReadonlySet<string>): readonly Order[] => [
  ...orders.filter(({ id }) => unopened.has(id)),
  ...orders.filter(({ id }) => !unopened.has(id)),
];

interface BillCardProps {
  readonly till: Till;
  readonly order: Order;
  readonly onOpen: () => void;
}

function BillCard({ till, order, onOpen }: BillCardProps): JSX.Element {
  const { till: words, floor } = t.value;
  const zone = till.shop.outlet.value?.time_zone;
  const waits = order.hold_reason === 'APPROVAL';
  const isNew = till.unopened.ids.value.has(order.id);
  return (
    <Button class={waits || isNew ? 'bill waits' : 'bill'} onPress={onOpen}>
      <span class="row between">
        <strong>{order.table_name ? words.tableOf(order.table_name) : words.counter}</strong>
        <strong class="number">
          {till.money(order.payment_status === 'PAID' ? order.total_amount : order.amount_due)}
        </strong>
      </span>
      <span class="row between quiet">
        <span class="number">
          {order.number} · {clockTime(Date.parse(order.created_at), zone)}
        </span>
        <span>
          {waits
            ? words.guestsWait
            : isParked(order)
              ? floor.parked
              : (words.payStatuses[order.payment_status] ?? order.payment_status)}
        </span>
      </span>
      {order.table_session_id && (
        <span class={isNew ? 'sign new' : 'sign quiet'}>
          <QrCodeIcon size={18} /> {isNew ? words.newFromGuests : words.fromGuests}
        </span>
      )}
      <span class="quiet what">{order.items.map(({ name, quantity }) => `${quantity}× ${name}`).join(', ')}</span>
    </Button>
  );
}
