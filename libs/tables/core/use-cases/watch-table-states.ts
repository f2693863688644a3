import { Injectable } from '@nestjs/common';

import { TableStates } from '../services/table-states.js';
import { TableMarkRepository } from '../tables.ports.js';

const BATCH = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Tells of every table whose state is not what was last told: what nobody was there to notice, and what follows from a setting. */
@Injectable()
export class WatchTableStates {
  constructor(
    private readonly marks: TableMarkRepository,
    private readonly states: TableStates,
  ) {}

  async execute(): Promise<void> {
    let last: string | undefined = BEFORE_ALL;
    while (last !== undefined) {
      const ids = await this.marks.taken(last, BATCH);
      await this.states.tell(ids);
      last = ids.length === BATCH ? ids.at(-1) : undefined;
    }
  }
}
