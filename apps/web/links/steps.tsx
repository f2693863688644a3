import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { t } from '../shared/words/index.js';
import { dayAndTime } from './times.js';

/** The way of a parcel, newest first: where it is now stands at the top. */
export function Steps({ timeline }: { readonly timeline: readonly Schemas['TrackingStepResponse'][] }): JSX.Element {
  return (
    <ol class="steps">
      {[...timeline].reverse().map(({ state, at }) => (
        <li key={`${state} ${at}`} class={state === 'DELIVERED' ? 'good' : state === 'FAILED' ? 'bad' : ''}>
          <strong>{t.value.links.states[state]}</strong>
          <time dateTime={at}>{dayAndTime(at)}</time>
        </li>
      ))}
    </ol>
  );
}
