interface Told {
  readonly seq: number;
  readonly cursor: string;
  readonly outlet_id: string | null;
}

/** How far a page has come in the events of its outlets, so that each is told once. `seq` counts within an outlet; jumps in it are events for others. */
export class SeenEvents {
  private floor = 0;
  private seqs = new Map<string | null, number>();
  private place: number | string = 0;

  constructor(since: number | string) {
    this.startFrom(since);
  }

  /** What to ask the server for: everything after this. */
  get since(): number | string {
    return this.place;
  }

  /** What is shown was fetched anew: `since` is the `seq` (or the cursor) of it. */
  startFrom(since: number | string): void {
    this.place = since;
    this.floor = typeof since === 'number' ? since : 0;
    this.seqs = new Map();
  }

  /** Whether an event has not been told yet; from now on it has. */
  isNew({ seq, cursor, outlet_id: outlet }: Told): boolean {
    if (seq <= (this.seqs.get(outlet) ?? this.floor)) return false;
    this.seqs.set(outlet, seq);
    this.place = cursor;
    return true;
  }
}
