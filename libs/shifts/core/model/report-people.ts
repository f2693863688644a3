import type { MinorUnits } from '#libs/kernel';

import type { DrawerOpening, ShiftMember, TakerFigures } from './shift-member.js';

export interface ReportPerson {
  readonly id: string;
  /** Null for somebody whose account is gone. */
  readonly name: string | null;
}

export interface ReportMovement {
  readonly id: string;
  readonly amount: MinorUnits;
  readonly reason: string;
  readonly by: ReportPerson;
  readonly at: string;
}

/** Somebody who took cash into a colleague's drawer. */
export interface ReportMember {
  readonly user: ReportPerson;
  readonly joined_at: string;
  /** Null while they do. */
  readonly left_at: string | null;
}

/** What one person took and gave back. Null amounts are hidden, as in the rest of the report. */
export interface ReportTaker {
  readonly cashier: ReportPerson;
  /** Payments. */
  readonly count: number;
  /** By every method. */
  readonly amount: MinorUnits | null;
  readonly cash: MinorUnits | null;
  readonly refunds: MinorUnits | null;
  readonly cash_refunds: MinorUnits | null;
}

/** Who was at the drawer beside its owner, and what everybody did. */
export interface People {
  readonly members: readonly ShiftMember[];
  readonly takers: readonly TakerFigures[];
  /** Oldest first. */
  readonly openings: readonly DrawerOpening[];
}

export interface ReportPeople {
  /** Absent where its owner was alone at the drawer. */
  readonly members?: readonly ReportMember[];
  /** Absent where its owner was alone at the drawer. */
  readonly by_cashier?: readonly ReportTaker[];
  /** Absent where the drawer was never opened without a sale. */
  readonly no_sales?: readonly ReportMovement[];
}

type PersonOf = (id: string) => ReportPerson;

export const peopleOf = ({ members, takers, openings }: People, person: PersonOf): ReportPeople => ({
  ...(members.length > 0 && {
    members: members.map(({ userId, joinedAt, leftAt }) => ({
      user: person(userId),
      joined_at: joinedAt.toISOString(),
      left_at: leftAt?.toISOString() ?? null,
    })),
    by_cashier: takers.map(({ userId, count, amount, cash, refunded, cashRefunded }) => ({
      cashier: person(userId),
      count,
      amount,
      cash,
      refunds: refunded,
      cash_refunds: cashRefunded,
    })),
  }),
  ...(openings.length > 0 && {
    no_sales: openings.map(({ id, reason, createdBy, occurredAt }) => ({
      id,
      amount: 0,
      reason,
      by: person(createdBy),
      at: occurredAt.toISOString(),
    })),
  }),
});

/** The same for the cashier whose drawer is still open. */
export const blindedPeople = ({ by_cashier: takers }: ReportPeople): ReportPeople =>
  takers
    ? {
        by_cashier: takers.map((taker) => ({ ...taker, amount: null, cash: null, refunds: null, cash_refunds: null })),
      }
    : {};

export const idsOf = ({ members, takers, openings }: People): string[] => [
  ...[...members, ...takers].map(({ userId }) => userId),
  ...openings.map(({ createdBy }) => createdBy),
];
