import type { People } from '../core/model/report-people.js';

/** What {@link PEOPLE} selects: instants are texts inside of JSON. */
export interface PeopleRow {
  members: { userId: string; joinedAt: string; joinedBy: string; leftAt: string | null }[];
  takers: People['takers'];
  openings: { id: string; reason: string; createdBy: string; occurredAt: string }[];
}

/** Who was at the drawer of the shift $2 of the outlet $1, what each took, and when it was opened without a sale: columns of a SELECT. */
export const PEOPLE = `
  (SELECT coalesce(jsonb_agg(m ORDER BY m."joinedAt", m."userId"), '[]') FROM (
     SELECT user_id AS "userId", joined_at AS "joinedAt", joined_by AS "joinedBy", left_at AS "leftAt"
     FROM shift_members WHERE outlet_id = $1 AND shift_id = $2) m) AS members,
  (SELECT coalesce(jsonb_agg(t ORDER BY t."userId"), '[]') FROM (
     SELECT user_id AS "userId", sum(count)::int AS count, sum(amount)::bigint AS amount, sum(cash)::bigint AS cash,
       sum(refunded)::bigint AS refunded, sum(cash_refunded)::bigint AS "cashRefunded"
     FROM (
       SELECT taken_by AS user_id, 1 AS count, amount, CASE WHEN method = 'cash' THEN amount ELSE 0 END AS cash, 0 AS refunded, 0 AS cash_refunded
       FROM payments_takers WHERE outlet_id = $1 AND shift_id = $2 AND is_captured
       UNION ALL
       SELECT given_by, 0, 0, 0, amount, CASE WHEN method = 'cash' THEN amount ELSE 0 END
       FROM payments_givers WHERE outlet_id = $1 AND shift_id = $2
     ) m GROUP BY user_id) t) AS takers,
  (SELECT coalesce(jsonb_agg(o ORDER BY o.id), '[]') FROM (
     SELECT id, reason, created_by AS "createdBy", occurred_at AS "occurredAt"
     FROM drawer_openings WHERE outlet_id = $1 AND shift_id = $2) o) AS openings`;

export const peopleIn = ({ members, takers, openings }: PeopleRow): People => ({
  takers,
  members: members.map(({ joinedAt, leftAt, ...member }) => ({
    ...member,
    joinedAt: new Date(joinedAt),
    leftAt: leftAt === null ? null : new Date(leftAt),
  })),
  openings: openings.map(({ occurredAt, ...opening }) => ({ ...opening, occurredAt: new Date(occurredAt) })),
});
