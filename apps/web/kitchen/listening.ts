import { signal } from '@preact/signals';

import { play } from '../shared/sound.js';
import { Unseen } from '../shared/unseen.js';
import { type Alert, ALERTS } from './alerts.js';

/** Ms between two sounds. */
const APART_MS = 900;
/** Ms between two messages of the live region. */
const SAID_APART_MS = 2_000;
const LOOK_EVERY_MS = 1_000;

/** Sounds the alerts one at a time, the most important first, and new tickets again until somebody has seen them. */
export class Listening {
  readonly unseen = new Unseen();
  /** What a screen reader says next. */
  readonly said = signal('');
  private waiting = new Set<Alert>();
  private soundedAt = -Infinity;
  private saidAt = -Infinity;
  private toSay: (() => string) | null = null;
  private readonly timer = setInterval(() => this.look(), LOOK_EVERY_MS);

  sound(alerts: readonly Alert[]): void {
    for (const alert of alerts.slice(0, 1)) this.waiting.add(alert);
    this.soundNext();
  }

  /** Says a text at once, or the latest one when the time for it has come. */
  say(text: () => string): void {
    this.toSay = text;
    this.sayNext();
  }

  close(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    this.sayNext();
    this.soundNext();
    if (this.unseen.isDue(Date.now())) play('new');
  }

  private sayNext(): void {
    if (!this.toSay || performance.now() - this.saidAt < SAID_APART_MS) return;
    this.saidAt = performance.now();
    this.said.value = this.toSay();
    this.toSay = null;
  }

  private soundNext(): void {
    const next = ALERTS.find((alert) => this.waiting.has(alert));
    if (!next || performance.now() - this.soundedAt < APART_MS) return;
    // What is less important is told by the board.
    this.waiting.clear();
    this.soundedAt = performance.now();
    play(next);
  }
}
