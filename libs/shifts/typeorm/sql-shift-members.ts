import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import type { ShiftMember } from '../core/model/shift-member.js';
import type { ShiftState } from '../core/model/shift.js';
import type { ShiftMemberRow } from './shift-member.schema.js';
import { ShiftMembers } from '../core/shifts.ports.js';

const memberOf = (row: ShiftMemberRow): ShiftMember => ({
  userId: row.user_id,
  joinedAt: row.joined_at,
  joinedBy: row.joined_by,
  leftAt: row.left_at,
});

@Injectable()
export class SqlShiftMembers extends ShiftMembers {
  constructor(private readonly database: Database) {
    super();
  }

  async add(shift: ShiftState, member: ShiftMember): Promise<string> {
    const { outletId, id } = shift;
    const added = await this.database.execute({
      name: 'shift-members.add',
      text: `INSERT INTO shift_members (outlet_id, shift_id, user_id, joined_at, joined_by)
             SELECT $1, $2, $3, $4, $5
             WHERE NOT EXISTS (SELECT FROM shifts WHERE outlet_id = $1 AND user_id = $3 AND status = 'OPEN')
             ON CONFLICT (outlet_id, user_id) WHERE left_at IS NULL DO NOTHING`,
      values: [outletId, id, member.userId, member.joinedAt, member.joinedBy],
    });
    if (added === 1) return id;
    const [inTheWay] = await this.database.query<{ id: string }>({
      name: 'shift-members.in-the-way',
      text: `SELECT id FROM shifts WHERE outlet_id = $1 AND user_id = $2 AND status = 'OPEN'
             UNION ALL SELECT shift_id FROM shift_members WHERE outlet_id = $1 AND user_id = $2 AND left_at IS NULL LIMIT 1`,
      values: [outletId, member.userId],
    });
    // It was closed between the two statements: once more, with nothing in the way.
    return inTheWay?.id ?? this.add(shift, member);
  }

  async end({ outletId, id }: ShiftState, userId: string, at: Date, by: string): Promise<boolean> {
    const ended = await this.database.execute({
      name: 'shift-members.end',
      text: `UPDATE shift_members SET left_at = $4, left_by = $5
             WHERE outlet_id = $1 AND shift_id = $2 AND user_id = $3 AND left_at IS NULL`,
      values: [outletId, id, userId, at, by],
    });
    return ended === 1;
  }

  async of(outletId: string, shiftId: string): Promise<ShiftMember[]> {
    const rows = await this.database.query<ShiftMemberRow>({
      name: 'shift-members.of',
      text: `SELECT outlet_id, shift_id, user_id, joined_at, joined_by, left_at, left_by FROM shift_members
             WHERE outlet_id = $1 AND shift_id = $2 ORDER BY joined_at, user_id`,
      values: [outletId, shiftId],
    });
    return rows.map(memberOf);
  }
}
