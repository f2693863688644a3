import { describe, expect, it } from '@jest/globals';

import { hoursLater, NOON } from '../../testing/a-table.js';
import { stateOf, type TableFacts } from './table-state.js';

const NOBODY: TableFacts = {
  table: { blockedAt: null, createdAt: NOON },
  session: null,
  bills: null,
  mark: null,
  needsCleaning: true,
};
const BILLS = {
  amountDue: 5_000,
  firstAt: hoursLater(2),
  unpaidSince: hoursLater(3),
  settledAt: null,
  printedAt: null,
  serverId: null,
  namedServerId: null,
};
const session = { openedAt: hoursLater(1) };

describe('the state of a table', () => {
  it.each<[string, Partial<TableFacts>, string, Date]>([
    ['nothing ever happened there', {}, 'FREE', NOON],
    ['guests left it', { mark: { dirtySince: null, idleSince: hoursLater(4) } }, 'FREE', hoursLater(4)],
    [
      'it waits to be cleaned',
      { mark: { dirtySince: hoursLater(4), idleSince: hoursLater(4) } },
      'DIRTY',
      hoursLater(4),
    ],
    [
      'its outlet cleans no tables any more',
      { needsCleaning: false, mark: { dirtySince: hoursLater(4), idleSince: hoursLater(5) } },
      'FREE',
      hoursLater(5),
    ],
    ['guests sit there', { session }, 'SEATED', hoursLater(1)],
    ['guests sit at a dirty one', { session, mark: { dirtySince: NOON, idleSince: NOON } }, 'SEATED', hoursLater(1)],
    ['something is due', { session, bills: BILLS }, 'ORDERED', hoursLater(3)],
    [
      'they have their bill on paper',
      { session, bills: { ...BILLS, printedAt: hoursLater(4) } },
      'BILL_PRINTED',
      hoursLater(4),
    ],
    [
      'a printed bill is paid',
      { session, bills: { ...BILLS, amountDue: 0, printedAt: hoursLater(4), settledAt: hoursLater(5) } },
      'PAID',
      hoursLater(5),
    ],
    [
      'all is paid',
      { session, bills: { ...BILLS, amountDue: 0, unpaidSince: null, settledAt: hoursLater(4) } },
      'PAID',
      hoursLater(4),
    ],
    ['a bill of nothing', { session, bills: { ...BILLS, amountDue: 0, unpaidSince: null } }, 'PAID', hoursLater(2)],
    [
      'staff keep guests away',
      { table: { blockedAt: hoursLater(5), createdAt: NOON }, mark: { dirtySince: NOON, idleSince: NOON } },
      'BLOCKED',
      hoursLater(5),
    ],
  ])('when %s', (_, facts, state, since) => {
    expect(stateOf({ ...NOBODY, ...facts })).toEqual({ state, since });
  });
});
