import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import type { Api, Outcome, Schemas } from '../shared/api.js';
import type { Session } from '../shared/session.js';
import { Button } from '../shared/ui/button.js';
import { SignInForm, SignInSheet } from '../shared/ui/sign-in.js';
import { Broken, Empty, Loading } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import { CancelOrder } from './cancel-order.js';
import { OrderBill } from './order-bill.js';
import { Page } from './page.js';
import { Steps } from './steps.js';
import { dayAndTime } from './times.js';

interface OrderPageProps {
  readonly api: Api;
  readonly session: Session;
  readonly id: string;
}

type Told = Outcome<Schemas['OrderDetailsResponse']>;

/** An order of a customer's own: what it is, what becomes of it, and what is still to be paid. */
export function OrderPage({ api, session, id }: OrderPageProps): JSX.Element {
  const { common, links } = t.value;
  const told = useSignal<Told | null>(null);
  const token = session.token.value;
  const load = async () => {
    if (session.token.value === null) return;
    const next = await api.get('/api/v1/orders/{id}', { params: { path: { id } } });
    if (next.ok || !told.value?.ok) told.value = next;
  };
  useEffect(() => {
    if (token === null && !session.ended.value) told.value = null;
    void load();
    const look = () => void (document.hidden || load());
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [token]);
  const shown = told.value;

  if (token === null && !session.ended.value) {
    return (
      <Page title={links.order}>
        <p>{links.signInForOrder}</p>
        <SignInForm session={session} />
        <a class="target" href="/reset-password">
          {links.forgot}
        </a>
      </Page>
    );
  }
  const leave = () => void session.signOut();
  const bar = (
    <Button kind="quiet" onPress={leave}>
      {common.signOut}
    </Button>
  );
  return (
    <Page title={shown?.ok ? links.orderNumber(shown.data.number) : links.order} bar={bar}>
      {!shown && <Loading />}
      {shown?.ok === false && shown.problem.status < 500 && shown.problem.status >= 400 && (
        <Empty title={links.noSuchOrder}>
          <Button onPress={leave}>{links.otherAccount}</Button>
        </Empty>
      )}
      {shown?.ok === false && (shown.problem.status === 0 || shown.problem.status >= 500) && (
        <Broken problem={shown.problem} onRetry={() => void load()} />
      )}
      {shown?.ok && <Order order={shown.data} api={api} onChanged={() => void load()} />}
      <SignInSheet session={session} />
    </Page>
  );
}

interface OrderProps {
  readonly order: Schemas['OrderDetailsResponse'];
  readonly api: Api;
  readonly onChanged: () => void;
}

function Order({ order, api, onChanged }: OrderProps): JSX.Element {
  const { links } = t.value;
  const timeline = order.shipping?.timeline ?? [];
  return (
    <>
      <p class={`verdict${order.status === 'VOIDED' ? ' bad' : ''}`}>{links.statuses[order.status]}</p>
      <p class="quiet">
        {dayAndTime(order.created_at)} · {links.paymentStatuses[order.payment_status]}
      </p>
      {order.expires_at !== null && <p class="banner warn">{links.payUntil(dayAndTime(order.expires_at))}</p>}
      <OrderBill order={order} />
      {order.shipping && timeline.length > 0 && (
        <section class="stack">
          <h2>{links.parcel}</h2>
          {order.shipping.tracking_number !== null && (
            <a class="number" href={`/tracking/${encodeURIComponent(order.shipping.tracking_number)}`}>
              {order.shipping.tracking_number}
            </a>
          )}
          <Steps timeline={timeline} />
        </section>
      )}
      {order.can_cancel && <CancelOrder order={order} api={api} onChanged={onChanged} />}
    </>
  );
}
