import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { second } from '../shared/clock.js';
import { SoundOffIcon } from '../shared/icons.js';
import { soundState, unlockSound } from '../shared/sound.js';
import { Banner, clockTime } from '../shared/ui/banner.js';
import { isOld } from '../shared/ui/banner-stage.js';
import { Button } from '../shared/ui/button.js';
import { Broken, Empty } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import { AllDayPanel } from './all-day-panel.js';
import { Board } from './board.js';
import { useCommands } from './commands.js';
import { useDisplay } from './context.js';
import type { Feed } from './feed.js';
import { HelpSheet } from './help-sheet.js';
import type { Card } from './queue.js';
import { RecentSheet } from './recent-sheet.js';
import { SettingsSheet } from './settings-sheet.js';
import { Slip } from './slip.js';
import { StatusBar } from './status-bar.js';
import { calledBy } from './tickets.js';
import { TicketSheet } from './ticket-sheet.js';
import { ToolRail } from './tool-rail.js';

interface ScreenProps {
  readonly timeZone: string | undefined;
  readonly stationName: (code: string) => string;
  /** Asks anew which screen this is. */
  readonly onScreen: () => void;
}

type Open =
  | { readonly sheet: 'recent' | 'settings' | 'help' }
  | { readonly sheet: 'ticket'; readonly key: string }
  | null;

/** The whole screen of a kitchen, with whatever is open over it. */
export function Screen({ timeZone, stationName, onScreen }: ScreenProps): JSX.Element {
  const display = useDisplay();
  const [open, setOpen] = useState<Open>(null);
  const [slip, print] = useState<Card | null>(null);
  const close = () => setOpen(null);
  const onMore = (card: Card) => setOpen({ sheet: 'ticket', key: card.key });
  const ticket = open?.sheet === 'ticket' ? display.cardOf.value.get(open.key) : undefined;
  useCommands({ onMore, onHelp: () => setOpen({ sheet: 'help' }) });
  useEffect(() => {
    if (!slip) return;
    window.print();
    print(null);
  }, [slip]);
  const sound = () => {
    if (soundState.value === 'off') void unlockSound();
    else display.change({ sound: !display.settings.peek().sound });
  };
  return (
    <div class={`screen${display.settings.value.allDay ? ' with-all-day' : ''}`}>
      <StatusBar
        timeZone={timeZone}
        stationName={stationName}
        onSound={sound}
        onSettings={() => setOpen({ sheet: 'settings' })}
      />
      <Notices timeZone={timeZone} onSound={sound} />
      <Tickets timeZone={timeZone} onMore={onMore} />
      {display.settings.value.allDay && <AllDayPanel />}
      <ToolRail onRecent={() => setOpen({ sheet: 'recent' })} />
      <p class="unseen" role="status" aria-live="polite">
        {display.listening.said.value}
      </p>
      {open?.sheet === 'recent' && <RecentSheet timeZone={timeZone} onClose={close} />}
      {open?.sheet === 'help' && <HelpSheet onClose={close} />}
      {open?.sheet === 'settings' && (
        <SettingsSheet
          onClose={close}
          onHelp={() => setOpen({ sheet: 'help' })}
          onScreen={() => {
            close();
            onScreen();
          }}
        />
      )}
      {ticket && <TicketSheet card={ticket} onPrint={print} onClose={close} />}
      {slip && <Slip card={slip} timeZone={timeZone} />}
    </div>
  );
}

/** What somebody has to know before they trust the board: no connection, no sound, bumps that are too old to be sent unasked. */
function Notices({
  timeZone,
  onSound,
}: {
  readonly timeZone: string | undefined;
  readonly onSound: () => void;
}): JSX.Element {
  const display = useDisplay();
  const words = t.value.kitchen;
  const live = display.feed.value?.live.value;
  const stale = display.outbox.stale.value.length;
  return (
    <div class="notices">
      {live && <Banner live={live} stillWorks={words.offline} {...(timeZone !== undefined && { timeZone })} />}
      {live?.state.value === 'refused' && (
        <div class="banner late" role="alert">
          <p>
            <strong>{words.anotherDevice}.</strong> {words.anotherDeviceHint}
          </p>
          <Button onPress={() => live.check()}>{words.useHere}</Button>
        </div>
      )}
      {stale > 0 && (
        <div class="banner warn" role="alert">
          <p>{words.stale(stale)}</p>
          <Button onPress={() => void display.outbox.confirmStale()}>{words.sendThem}</Button>
          <Button onPress={() => void display.outbox.dropStale()}>{words.dropThem}</Button>
        </div>
      )}
      {display.settings.value.sound && soundState.value === 'off' && (
        <button type="button" class="sound-off" onClick={onSound}>
          <SoundOffIcon /> {words.soundIsOff}
        </button>
      )}
      {display.feed.value?.board.value.truncated && <p class="banner warn">{words.truncated}</p>}
    </div>
  );
}

interface TicketsProps {
  readonly timeZone: string | undefined;
  readonly onMore: (card: Card) => void;
}

/** The board, or why there is none: three pictures that cannot be taken for one another. */
function Tickets({ timeZone, onMore }: TicketsProps): JSX.Element {
  const display = useDisplay();
  const words = t.value.kitchen;
  const feed = display.feed.value;
  const phase = feed?.phase.value ?? 'loading';
  const problem = feed?.problem.value;
  const look = useComputed(() => (isFeedOld(display.feed.value) ? 'tickets old' : 'tickets'));
  return (
    <main class={look}>
      {phase === 'loading' && <LoadingTickets />}
      {phase === 'broken' && problem && (
        <Broken problem={problem} title={words.broken} onRetry={() => void feed?.load()} />
      )}
      {phase === 'ready' && display.cards.value.length === 0 && <NoTickets timeZone={timeZone} />}
      {phase === 'ready' && <Board onMore={onMore} />}
    </main>
  );
}

function isFeedOld(feed: Feed | null): boolean {
  const live = feed?.live.value;
  return live ? isOld(live.state.value, live.lastGood.value, second.value) : false;
}

function LoadingTickets(): JSX.Element {
  return (
    <div class="loading" role="status">
      <span class="unseen">{t.value.kitchen.loading}</span>
      {[5, 3, 4, 6].map((lines) => (
        <div key={lines} class="card bones" aria-hidden="true">
          <div class="card-bar" />
          {Array.from({ length: lines }, (_, line) => (
            <div key={line} class="bone" />
          ))}
        </div>
      ))}
    </div>
  );
}

function NoTickets({ timeZone }: { readonly timeZone: string | undefined }): JSX.Element {
  const display = useDisplay();
  const words = t.value.kitchen;
  const last = display.recent.value[0];
  const title = display.settings.value.view === 'PASS' ? words.emptyPass : words.empty;
  return (
    <Empty title={title}>{last && <p>{words.last(calledBy(last.ticket), clockTime(last.at, timeZone))}</p>}</Empty>
  );
}
