import { signal } from '@preact/signals';

/** `impossible`: the browser has no such thing, as on plain http; set "stay awake while charging" on the device. */
export const wakeState = signal<'held' | 'not held' | 'impossible'>('not held');

let isWanted = false;
let lock: WakeLockSentinel | undefined;

const wakeLock = (): WakeLock | undefined => (navigator as { readonly wakeLock?: WakeLock }).wakeLock;

/** Keeps the screen on from now on. Browsers let go of it when the page is hidden: it is taken again when it shows. */
export async function keepAwake(): Promise<void> {
  if (!isWanted) document.addEventListener('visibilitychange', () => void take());
  isWanted = true;
  await take();
}

export async function letSleep(): Promise<void> {
  isWanted = false;
  await lock?.release().catch(() => undefined);
  if (wakeState.value === 'held') wakeState.value = 'not held';
}

async function take(): Promise<void> {
  const api = wakeLock();
  if (!api) {
    wakeState.value = 'impossible';
    return;
  }
  if (!isWanted || document.hidden || wakeState.value === 'held') return;
  try {
    lock = await api.request('screen');
    wakeState.value = 'held';
    lock.addEventListener('release', () => (wakeState.value = 'not held'));
  } catch {
    wakeState.value = 'not held';
  }
}
