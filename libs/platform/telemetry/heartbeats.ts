import { Injectable } from '@nestjs/common';

interface Loop {
  readonly name: string;
  turnedAt: number;
}

/** The loops of this process that must go on turning: a process whose loop stands still is of no use, however alive it looks. */
@Injectable()
export class Heartbeats {
  private readonly loops: Loop[] = [];

  /** Begins to watch a loop. It calls what it is given at each of its turns, whether the turn succeeded or not. */
  watch(name: string): () => void {
    const loop = { name, turnedAt: performance.now() };
    this.loops.push(loop);
    return () => (loop.turnedAt = performance.now());
  }

  /** Each loop with the seconds since it last turned. */
  ages(): { name: string; seconds: number }[] {
    const now = performance.now();
    return this.loops.map(({ name, turnedAt }) => ({ name, seconds: (now - turnedAt) / 1000 }));
  }

  /** The loops that have not turned for longer than `ms`, by name. */
  standingStill(ms: number): string[] {
    return this.ages()
      .filter(({ seconds }) => seconds * 1000 > ms)
      .map(({ name }) => name);
  }
}
