import { effect, type ReadonlySignal, signal } from '@preact/signals';

import { play, setVolume, soundState, unlockSound } from '../shared/sound.js';
import { storageOf } from '../shared/storage.js';
import { Unseen } from '../shared/unseen.js';

/** The bell of this till. */
export interface Ringing {
  /** Whether this till sounds at all; kept on the device. */
  readonly isOn: ReadonlySignal<boolean>;
  set(next: boolean): void;
}

/** What asks for somebody, by what it sounds like. */
interface Asking {
  readonly orders: ReadonlySignal<ReadonlySet<string>>;
  readonly calls: ReadonlySignal<readonly { readonly id: string; readonly status: string }[]>;
  /** Whether the bills and the calls are on the screen. */
  readonly isShown: () => boolean;
}

const KEPT = 'sound';
const VOLUME = 0.8;
const LOOK_EVERY_MS = 1_000;
const storage = storageOf('till');

/** Sounds when guests order or call, and again every 20 s until somebody touches the screen that shows it. */
export function createRinging({ orders, calls, isShown }: Asking): Ringing {
  const isOn = signal(storage.read<boolean>(KEPT) ?? true);
  const unseen = new Unseen();
  let known: ReadonlySet<string> = new Set();

  effect(() => setVolume(isOn.value ? VOLUME : 0));
  effect(() => {
    const waiting = calls.value.filter(({ status }) => status === 'OPEN').map(({ id }) => id);
    const present = new Set([...orders.value, ...waiting]);
    const fresh = [...present].filter((id) => !known.has(id));
    known = present;
    unseen.keep(present);
    for (const id of fresh) unseen.add(id, Date.now());
    if (fresh.length > 0) play(fresh.some((id) => orders.value.has(id)) ? 'new' : 'call');
  });
  setInterval(() => {
    if (unseen.isDue(Date.now())) play('call');
  }, LOOK_EVERY_MS);

  const touched = () => {
    // Browsers play nothing before somebody has touched the page.
    if (soundState.value === 'off') void unlockSound();
    // The touch may be the one that shows it.
    setTimeout(() => {
      if (isShown()) unseen.touched([...known]);
    });
  };
  for (const kind of ['pointerdown', 'click', 'keydown']) {
    addEventListener(kind, touched, { capture: true, passive: true });
  }

  return {
    isOn,
    set(next) {
      isOn.value = next;
      storage.write(KEPT, next);
      if (next) play('call');
    },
  };
}
