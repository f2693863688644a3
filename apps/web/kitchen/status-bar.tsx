import { computed } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';

import { second } from '../shared/clock.js';
import { MoonIcon, OfflineIcon, OnlineIcon, SlidersIcon, SoundOffIcon, SoundOnIcon, SunIcon } from '../shared/icons.js';
import { soundState } from '../shared/sound.js';
import { clockTime } from '../shared/ui/banner.js';
import { wakeState } from '../shared/wake.js';
import { t } from '../shared/words/index.js';
import { useDisplay } from './context.js';
import { countsOf } from './queue.js';

interface StatusBarProps {
  readonly timeZone: string | undefined;
  readonly stationName: (code: string) => string;
  readonly onSound: () => void;
  readonly onSettings: () => void;
}

/** Which screen this is, how much there is to do, and whether it hears, sounds and stays awake. */
export function StatusBar({ timeZone, stationName, onSound, onSettings }: StatusBarProps): JSX.Element {
  const display = useDisplay();
  const words = t.value.kitchen;
  const isKnown = display.feed.value?.phase.value === 'ready';
  const counts = display.counts.value;
  // Nothing is known before the tickets are there, which is not the same as none.
  const shown = (count: number) => (isKnown ? count : '–');
  return (
    <header class="status">
      <h1>{display.settings.value.view === 'PASS' ? words.pass : words.title}</h1>
      <StationTabs stationName={stationName} />
      <p class="status-counts number">
        <span>
          {words.open} <strong>{shown(counts.open)}</strong>
        </span>
        <span class={counts.late > 0 ? 'late' : ''}>
          {words.lateCount} <strong>{shown(counts.late)}</strong>
        </span>
        <span>
          {words.ready} <strong>{shown(counts.ready)}</strong>
        </span>
      </p>
      <Clock timeZone={timeZone} />
      <Connection />
      <Unsent />
      <button type="button" class="status-button" onClick={onSound}>
        {soundState.value === 'on' ? <SoundOnIcon /> : <SoundOffIcon />}
        <span class="unseen">{soundState.value === 'on' ? words.soundOn : words.soundOff}</span>
      </button>
      <Awake />
      <button type="button" class="status-button" onClick={onSettings}>
        <SlidersIcon />
        <span class="unseen">{words.settings}</span>
      </button>
    </header>
  );
}

/** My stations with what each has open; one of them alone for the moment. */
function StationTabs({ stationName }: Pick<StatusBarProps, 'stationName'>): JSX.Element | null {
  const display = useDisplay();
  const words = t.value.kitchen;
  const { stations, view, types } = display.settings.value;
  if (stations.length === 0) return <p class="status-stations">{words.allStations}</p>;
  if (stations.length === 1) return <p class="status-stations">{stations.map(stationName).join(', ')}</p>;
  const open = (of: readonly string[]) => countsOf(display.entries.value, { view, types, stations: of }, 0).open;
  const tab = (station: string | null, name: string, of: readonly string[]) => (
    <button
      type="button"
      key={station ?? ''}
      class="status-tab"
      aria-pressed={display.tab.value === station}
      onClick={() => (display.tab.value = station)}
    >
      {name} <span class="count number">{open(of)}</span>
    </button>
  );
  return (
    <div class="status-tabs" role="group" aria-label={words.stations}>
      {tab(null, words.all, stations)}
      {stations.map((station) => tab(station, stationName(station), [station]))}
    </div>
  );
}

function Clock({ timeZone }: { readonly timeZone: string | undefined }): JSX.Element {
  const time = useMemo(() => computed(() => clockTime(second.value, timeZone)), [timeZone, t.value]);
  return <time class="status-clock number">{time}</time>;
}

function Connection(): JSX.Element {
  const live = useDisplay().feed.value?.live.value ?? null;
  const { kitchen, common } = t.value;
  const state = live?.state.value ?? 'starting';
  const isLive = state === 'live';
  return (
    <p class={`status-live ${state}`}>
      {isLive || state === 'starting' ? <OnlineIcon size={22} /> : <OfflineIcon size={22} />}
      <span>{isLive ? common.live : state === 'starting' ? common.connecting : kitchen.lost}</span>
    </p>
  );
}

/** Bumps that the server has not confirmed; a moment's wait is not worth a word. */
function Unsent(): JSX.Element | null {
  const display = useDisplay();
  const isLost = display.feed.value?.live.value?.state.value !== 'live';
  const count = display.outbox.pending.value.length;
  return count > 0 && isLost ? <p class="status-unsent">{t.value.kitchen.notSent(count)}</p> : null;
}

function Awake(): JSX.Element {
  const words = t.value.kitchen;
  const state = wakeState.value;
  const text = state === 'held' ? words.awakeHeld : state === 'impossible' ? words.awakeImpossible : words.awakeNotHeld;
  return (
    <p class={`status-awake ${state.replace(' ', '-')}`} title={text}>
      {state === 'held' ? <SunIcon /> : <MoonIcon />}
      <span class="unseen">{text}</span>
    </p>
  );
}
