import { Injectable } from '@nestjs/common';

type Place = () => Promise<number | null>;

/** Who follows the event log at a pace of its own, and must have read what is dropped. */
@Injectable()
export class EventLogFollowers {
  private readonly places = new Map<string, Place>();

  /** `place` answers the last `seq` that the follower is done with, or null when it follows no more. */
  add(name: string, place: Place): void {
    this.places.set(name, place);
  }

  /** The names of those that are not done with all events up to a `seq`. */
  async behind(seq: number): Promise<string[]> {
    const places = await Promise.all(
      [...this.places].map(async ([name, place]) => ({ name, place: (await place()) ?? seq })),
    );
    return places.filter(({ place }) => place < seq).map(({ name }) => name);
  }
}
