import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Api, Outcome, Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Broken, Loading } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import { Page } from './page.js';
import { Steps } from './steps.js';
import { dayAndTime } from './times.js';

type Told = Outcome<Schemas['TrackingResponse']>;

/** Where a parcel is, for whoever knows its number. It is asked about again whenever somebody looks at the page. */
export function ParcelPage({ api, number }: { readonly api: Api; readonly number: string }): JSX.Element {
  const { links } = t.value;
  const told = useSignal<Told | null>(null);
  const load = async () => {
    const next = await api.get('/api/v1/orders/tracking/{number}', { params: { path: { number } } });
    // What is shown stays when it cannot be asked about again.
    if (next.ok || !told.value?.ok) told.value = next;
  };
  useEffect(() => {
    if (number === '') return;
    void load();
    const look = () => void (document.hidden || load());
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [number]);
  const shown = told.value;
  const isUnknown = shown?.ok === false && shown.problem.status === 404;
  return (
    <Page title={links.parcel}>
      {number !== '' && !shown && <Loading />}
      {shown?.ok && <Parcel parcel={shown.data} />}
      {shown?.ok === false && !isUnknown && <Broken problem={shown.problem} onRetry={() => void load()} />}
      {(number === '' || isUnknown) && <NumberForm number={number} isUnknown={isUnknown} />}
    </Page>
  );
}

function Parcel({ parcel }: { readonly parcel: Schemas['TrackingResponse'] }): JSX.Element {
  const { links } = t.value;
  return (
    <>
      <p class={`verdict${parcel.state === 'FAILED' ? ' bad' : ''}`}>{links.states[parcel.state]}</p>
      <dl class="facts">
        <dt>{links.trackingNumber}</dt>
        <dd class="number">{parcel.tracking_number}</dd>
        {parcel.carrier !== null && (
          <>
            <dt>{links.carrier}</dt>
            <dd>{parcel.carrier}</dd>
          </>
        )}
        <dt>{links.handedOver}</dt>
        <dd>{dayAndTime(parcel.shipped_at)}</dd>
        <dt>{links.updated}</dt>
        <dd>{dayAndTime(parcel.updated_at)}</dd>
      </dl>
      <Steps timeline={parcel.timeline} />
    </>
  );
}

function NumberForm({ number, isUnknown }: { readonly number: string; readonly isUnknown: boolean }): JSX.Element {
  const { links } = t.value;
  const [typed, type] = useState(number);
  const follow = (event: Event) => {
    event.preventDefault();
    if (typed.trim() !== '') location.assign(`/tracking/${encodeURIComponent(typed.trim())}`);
  };
  return (
    <form class="stack" noValidate onSubmit={follow}>
      <Field
        label={links.trackingNumber}
        value={typed}
        onInput={type}
        autocomplete="off"
        error={isUnknown ? links.noSuchParcel : undefined}
      />
      <Button kind="main" type="submit">
        {links.follow}
      </Button>
    </form>
  );
}
