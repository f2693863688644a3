import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import type { DrawerOpening } from '../core/model/shift-member.js';
import type { ShiftState } from '../core/model/shift.js';
import { DrawerOpenings } from '../core/shifts.ports.js';

@Injectable()
export class SqlDrawerOpenings extends DrawerOpenings {
  constructor(private readonly database: Database) {
    super();
  }

  async count({ outletId, id }: ShiftState): Promise<number> {
    const [row] = await this.database.query<{ times: number }>({
      name: 'drawer.openings',
      text: 'SELECT count(*)::int AS times FROM drawer_openings WHERE outlet_id = $1 AND shift_id = $2',
      values: [outletId, id],
    });
    return row?.times ?? 0;
  }

  async add({ outletId, id }: ShiftState, opening: DrawerOpening): Promise<boolean> {
    const added = await this.database.execute({
      name: 'drawer.open-without-sale',
      text: `INSERT INTO drawer_openings (outlet_id, id, shift_id, reason, created_by, occurred_at)
             SELECT outlet_id, $3, id, $4, $5, $6 FROM shifts WHERE outlet_id = $1 AND id = $2 AND status = 'OPEN'`,
      values: [outletId, id, opening.id, opening.reason, opening.createdBy, opening.occurredAt],
    });
    return added === 1;
  }
}
