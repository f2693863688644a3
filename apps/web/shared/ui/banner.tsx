import { signal } from '@preact/signals';
import type { JSX } from 'preact';

import { second } from '../clock.js';
import { OfflineIcon } from '../icons.js';
import type { Live } from '../live.js';
import { language, t } from '../words/index.js';
import { bannerStage } from './banner-stage.js';
import { Button } from './button.js';

interface BannerProps {
  readonly live: Live;
  /** What can still be done on this page without a connection. */
  readonly stillWorks?: string;
  /** IANA name of the outlet's time zone; the device's when absent. */
  readonly timeZone?: string;
}

const isOnline = signal(navigator.onLine);
addEventListener('online', () => (isOnline.value = true));
addEventListener('offline', () => (isOnline.value = false));

/** The hour and minute of a moment in the page's language. */
export const clockTime = (ms: number, timeZone?: string): string =>
  new Intl.DateTimeFormat(language.value, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
    ms,
  );

/** Says that the connection is lost, since when, and how old is what is shown. Nothing while all is well. */
export function Banner({ live, stillWorks, timeZone }: BannerProps): JSX.Element {
  const { common } = t.value;
  const stage = bannerStage(live.state.value, live.lostSince.value, second.value);
  return (
    <div role="status" aria-live="polite">
      {stage === 'reconnecting' && <p class="banner warn">{common.reconnecting}</p>}
      {stage === 'refused' && <p class="banner late">{live.refusal.value?.detail || common.refused}</p>}
      {stage === 'gone' && (
        <div class="banner late">
          <OfflineIcon />
          <p>
            <strong>{since(live, timeZone)}</strong> {common.shownAsOf(clockTime(live.lastGood.value, timeZone))}{' '}
            {stillWorks}
          </p>
          <Button onPress={() => live.check()}>{common.tryAgain}</Button>
        </div>
      )}
    </div>
  );
}

/** A device that has a network and no answer blames the server. */
function since(live: Live, timeZone: string | undefined): string {
  const time = clockTime(live.lostSince.value ?? second.value, timeZone);
  return isOnline.value ? t.value.common.serverGone(time) : t.value.common.noConnectionSince(time);
}
