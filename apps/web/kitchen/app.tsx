import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';

import { serverNow } from '../shared/clock.js';
import { setVolume, soundState, unlockSound } from '../shared/sound.js';
import { storageOf } from '../shared/storage.js';
import { LanguageSwitch } from '../shared/ui/language-switch.js';
import { SignInForm, SignInSheet } from '../shared/ui/sign-in.js';
import { Toasts } from '../shared/ui/toast.js';
import { keepAwake, letSleep } from '../shared/wake.js';
import { suggestLanguage, t } from '../shared/words/index.js';
import { useDisplay } from './context.js';
import type { Outlet, Station } from './kitchen-api.js';
import { type Display, isIdle } from './display.js';
import { reloadAtNight } from './nightly-reload.js';
import { Pairing, wasPaired } from './pairing.js';
import { Screen } from './screen.js';
import type { Settings } from './settings.js';
import { StartSheet } from './start-sheet.js';

const DAY_MS = 24 * 60 * 60_000;
const STAFF = ['KITCHEN', 'WAITER', 'KASIR', 'SUPERVISOR', 'ADMIN'];
const storage = storageOf('kitchen');

/** Signed out, or not of the kitchen, or the screen with what has to be asked before. */
export function App(): JSX.Element {
  const { session } = useDisplay();
  const user = session.user.value;
  const isIn = session.token.value !== null || (session.ended.value && !wasPaired());
  if (!isIn) return <SignedOut />;
  if (user && !STAFF.includes(user.role)) return <SignedOut note={t.value.kitchen.notAllowed} />;
  return (
    <>
      <Started />
      <SignInSheet session={session} />
      <Toasts />
    </>
  );
}

function SignedOut({ note }: { readonly note?: string }): JSX.Element {
  const { session } = useDisplay();
  const { kitchen, common } = t.value;
  return (
    <>
      <header class="bar">
        <h1>{kitchen.title}</h1>
        <LanguageSwitch />
      </header>
      <main class="column">
        <h2>{common.signIn}</h2>
        {note && (
          <p class="banner warn" role="alert">
            {note}
          </p>
        )}
        <SignInForm session={session} />
        <Pairing />
      </main>
      <Toasts />
    </>
  );
}

/** The screen, behind the start sheet until somebody has tapped it: once a day, and whenever the browser would let no sound out. */
function Started(): JSX.Element {
  const display = useDisplay();
  const { settings } = display;
  const outlets = useSignal<readonly Outlet[]>([]);
  const { stations } = display;
  const [isAsking, ask] = useState(() => mustAsk(settings.peek()));
  const outletId = settings.value.outletId;
  const outlet = outlets.value.find(({ id }) => id === outletId);

  const learnStations = async (id: string | null) => {
    const answer = await display.kitchen.stations(id);
    if (answer.ok) stations.value = answer.data;
  };

  useEffect(() => {
    void display.kitchen.outlets().then((answer) => {
      if (!answer.ok) return;
      const mine = display.session.user.peek()?.outlet_ids ?? [];
      const own = answer.data.filter(({ id }) => mine.includes(id));
      outlets.value = own.length > 0 ? own : answer.data;
      const first = outlets.value[0];
      if (!outlets.value.some(({ id }) => id === settings.peek().outletId) && first)
        display.change({ outletId: first.id });
      void suggestLanguage(outlet?.locale ?? first?.locale ?? '');
      void learnStations(settings.peek().outletId);
    });
  }, []);
  useEffect(() => {
    if (outletId !== null) display.open();
  }, [outletId, settings.value.view, settings.value.stations.join()]);
  useDevice(settings.value, isAsking);
  const timeZone = outlet?.time_zone;
  useEffect(() => reloadAtNight(timeZone, () => isIdle(display) && isLive(display)), [timeZone]);

  const known = useMemo(
    () => knownStations(stations.value, display.feed.value?.board.value.tickets.values() ?? []),
    [stations.value, isAsking, display.feed.value?.phase.value],
  );
  const names = new Map(known.map(({ code, name }) => [code, name]));

  const start = (choice: Pick<Settings, 'outletId' | 'stations' | 'view'>) => {
    display.change(choice);
    storage.write('started', serverNow());
    void unlockSound();
    void document.documentElement.requestFullscreen?.().catch(() => undefined);
    ask(false);
  };

  return (
    <>
      <Screen timeZone={timeZone} stationName={(code) => names.get(code) ?? code} onScreen={() => ask(true)} />
      {isAsking && outletId !== null && (
        <StartSheet
          outlets={outlets.value}
          stations={known}
          onOutlet={(id) => void learnStations(id)}
          onStart={start}
        />
      )}
    </>
  );
}

const isLive = (display: Display): boolean => display.feed.peek()?.live.peek()?.state.peek() === 'live';

function mustAsk(settings: Settings): boolean {
  const started = storage.read<number>('started');
  if (started === null || serverNow() - started > DAY_MS) return true;
  return settings.sound && soundState.peek() === 'off';
}

/** Sound, screen and size as they are set. */
function useDevice(settings: Settings, isAsking: boolean): void {
  useEffect(() => setVolume(settings.sound ? settings.volume / 100 : 0), [settings.sound, settings.volume]);
  useEffect(() => {
    if (isAsking) return;
    void (settings.keepAwake ? keepAwake() : letSleep());
  }, [settings.keepAwake, isAsking]);
  useEffect(() => {
    document.documentElement.dataset['size'] = settings.size;
  }, [settings.size]);
}

/** The stations that are described, and those that tickets name. */
function knownStations(
  described: readonly Station[],
  held: Iterable<{
    readonly ticket: { readonly station: string; readonly also_at: readonly { readonly station: string }[] };
  }>,
): readonly Station[] {
  const names = new Map(described.map(({ code, name }) => [code, name]));
  for (const { ticket } of held) {
    for (const code of [ticket.station, ...ticket.also_at.map(({ station }) => station)])
      if (!names.has(code)) names.set(code, code);
  }
  return [...names].map(([code, name]) => ({ code, name }));
}
