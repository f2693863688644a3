import { signal } from '@preact/signals';

/** Tones of a pattern: [Hz, from, for], in seconds. */
type Pattern = readonly (readonly [hertz: number, from: number, seconds: number])[];

/** Told apart with eyes shut: up for new, twice for more, down for void, steady for moved, low and long for late. */
const PATTERNS = {
  new: [
    [659, 0, 0.14],
    [880, 0.16, 0.22],
  ],
  more: [
    [784, 0, 0.1],
    [784, 0.14, 0.1],
    [1047, 0.28, 0.2],
  ],
  void: [
    [587, 0, 0.16],
    [392, 0.18, 0.3],
  ],
  moved: [
    [698, 0, 0.12],
    [698, 0.2, 0.12],
  ],
  late: [
    [330, 0, 0.35],
    [330, 0.45, 0.35],
  ],
  call: [
    [988, 0, 0.1],
    [740, 0.12, 0.1],
    [988, 0.24, 0.18],
  ],
} satisfies Record<string, Pattern>;

export type Sound = keyof typeof PATTERNS;

/** `off`: the browser lets no sound out before somebody has touched the page. */
export const soundState = signal<'off' | 'on' | 'muted'>('off');

let context: AudioContext | undefined;
let volume = 0.6;

const tell = () => {
  soundState.value = volume === 0 ? 'muted' : context?.state === 'running' ? 'on' : 'off';
};

/** Lets sound out; must be called while a tap or a key is being handled. */
export async function unlockSound(): Promise<void> {
  try {
    context ??= new AudioContext();
    context.onstatechange = tell;
    await context.resume();
  } catch {
    // No sound on this device: the state says so.
  }
  tell();
}

/** From 0, which is silence, to 1. */
export function setVolume(next: number): void {
  volume = Math.min(Math.max(next, 0), 1);
  tell();
}

/** Plays a pattern; false when it could not be heard. */
export function play(sound: Sound): boolean {
  if (!context || soundState.value !== 'on') return false;
  const start = context.currentTime + 0.02;
  for (const [hertz, from, seconds] of PATTERNS[sound]) {
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.type = 'triangle';
    tone.frequency.value = hertz;
    gain.gain.setValueAtTime(0, start + from);
    gain.gain.linearRampToValueAtTime(volume, start + from + 0.01);
    gain.gain.setValueAtTime(volume, start + from + seconds - 0.03);
    gain.gain.linearRampToValueAtTime(0, start + from + seconds);
    tone.connect(gain).connect(context.destination);
    tone.start(start + from);
    tone.stop(start + from + seconds);
  }
  return true;
}
