import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  PERMISSION_EFFECTS,
  PERMISSION_KEYS,
  type PermissionKey,
  PERMISSIONS,
  STAFF_ROLES,
  type StaffRole,
} from '#libs/kernel';

import { propertyRuns } from '../../../kernel/testing/index.js';
import type { PermissionRule } from './permission-rule.js';
import { defaultOf, RuleBook } from './rule-book.js';

const HERE = 'here';
const THERE = 'there';
const siti = { id: 'siti', role: 'KASIR', outletIds: [HERE, THERE] } as const;
const admin = { id: 'ratna', role: 'ADMIN', outletIds: [] } as const;

const rule = (given: Partial<PermissionRule>): PermissionRule => ({
  outletId: HERE,
  role: given.userId ? null : 'KASIR',
  userId: null,
  key: 'bill.discount',
  effect: 'ALLOW',
  limits: {},
  ...given,
});

/**
 * The list as the design has it, by hand: who may (A S K W, and H for the kitchen), and who may with an approval. Two rows differ from it, for
 * what is today: the kitchen takes orders, and a cashier refunds nothing.
 */
const LIST = `
order.take ASKWH | order.edit ASKW | tables.manage ASKW | guest.accept ASKW | reservations.manage ASKW | payment.take ASKW | credit.view ASKW
tip.edit ASKW | drawer.join ASK W | drawer.open ASK | drawer.move ASK | drawer.no_sale ASK | tip.pay_out ASK | credit.sell ASK | credit.house ASK
payment.card_on_file ASK | receipt.reprint ASK | line.void_begun AS KW | bill.void AS KW | bill.discount AS KW | line.discount ASK W
line.comp AS KW | line.price AS K | bill.service_waive AS K | payment.retender AS K | payment.refund AS K | payment.refund_other A S
bill.reopen AS K | return.exchange AS K | drawer.audit AS | drawer.adjust AS | tip.share AS | tables.layout AS | catalog.outlet AS
credit.manage AS | reports.view AS | catalog.availability ASH | reports.margin A | catalog.edit A | pricing.edit A | settings.edit A
credit.adjust A | staff.edit A | permissions.edit A`;
const LETTERS: Readonly<Record<StaffRole, string>> = {
  ADMIN: 'A',
  SUPERVISOR: 'S',
  KASIR: 'K',
  WAITER: 'W',
  KITCHEN: 'H',
};

describe('the list of permissions', () => {
  const rows = LIST.split(/[|\n]/).flatMap((row) => {
    const [key = '', may = '', asks = ''] = row.trim().split(/\s+/);
    return key ? [{ key: key as PermissionKey, may, asks }] : [];
  });

  it('is that of the design', () => {
    expect(rows.map(({ key }) => key)).toEqual(PERMISSION_KEYS);
  });

  it.each(rows.flatMap((row) => STAFF_ROLES.map((role) => ({ ...row, role }))))(
    '$key by $role is as the design says',
    ({ key, role, may, asks }) => {
      const letter = LETTERS[role];
      const expected = may.includes(letter) ? 'ALLOW' : asks.includes(letter) ? 'APPROVE' : 'DENY';

      expect(defaultOf({ role }, key)).toBe(expected);
      expect(new RuleBook([]).verdict({ id: 'x', role, outletIds: [HERE] }, HERE, key)).toMatchObject({
        effect: expected,
        source: 'DEFAULT',
      });
    },
  );
});

describe('what holds for somebody', () => {
  it('is their own rule, else the outlet’s for their role, else the installation’s, else the default', () => {
    const [everywhere, here, own] = [
      rule({ outletId: null, effect: 'DENY' }),
      rule({ effect: 'APPROVE' }),
      rule({ userId: 'siti', effect: 'ALLOW' }),
    ];
    const of = (...rules: PermissionRule[]) => {
      const { effect, source } = new RuleBook(rules).verdict(siti, HERE, 'bill.discount');
      return `${effect} ${source}`;
    };

    expect(of()).toBe('APPROVE DEFAULT');
    expect(of(everywhere)).toBe('DENY INSTALLATION');
    expect(of(here, everywhere)).toBe('APPROVE OUTLET');
    expect(of(everywhere, own, here)).toBe('ALLOW USER');
    expect(of(rule({ userId: 'siti', outletId: null, effect: 'DENY' }), own)).toBe('ALLOW USER');
    expect(of(rule({ outletId: THERE, effect: 'DENY' }), rule({ userId: 'else', effect: 'DENY' }))).toBe(
      'APPROVE DEFAULT',
    );
  });

  it.each([
    [9_999, 'ALLOW'],
    [10_000, 'ALLOW'],
    [10_001, 'APPROVE'],
  ])('of %d with a limit of 10,000 is %s', (amount, effect) => {
    const book = new RuleBook([rule({ limits: { maxAmount: 10_000 } })]);

    const verdict = book.verdict(siti, HERE, 'bill.discount', { amount });

    expect(verdict.effect).toBe(effect);
    expect(verdict.beyond).toEqual(
      effect === 'APPROVE' ? { limit: 'maxAmount', most: 10_000, value: amount } : undefined,
    );
  });

  it('has the limits of the list where no rule speaks, and those of the rule alone where one does', () => {
    const facts = { basisPoints: 1_001 };

    expect(new RuleBook([]).verdict(siti, HERE, 'line.discount', { basisPoints: 1_000 }).effect).toBe('ALLOW');
    expect(new RuleBook([]).verdict(siti, HERE, 'line.discount', facts).effect).toBe('APPROVE');
    const free = new RuleBook([rule({ key: 'line.discount' })]);
    expect(free.verdict(siti, HERE, 'line.discount', facts).effect).toBe('ALLOW');
  });

  it('is nothing of a rule that gives what their role may not have any more', () => {
    const book = new RuleBook([rule({ userId: 'siti', key: 'drawer.open' })]);

    expect(book.verdict({ ...siti, role: 'WAITER' }, HERE, 'drawer.open')).toMatchObject({
      effect: 'DENY',
      source: 'DEFAULT',
    });
    const denied = new RuleBook([rule({ userId: 'siti', key: 'order.take', effect: 'DENY' })]);
    expect(denied.verdict({ ...siti, role: 'KITCHEN' }, HERE, 'order.take').effect).toBe('DENY');
  });

  it('may differ between their outlets', () => {
    const book = new RuleBook([rule({ effect: 'DENY' })]);

    expect([...book.effects(siti, 'bill.discount', 'APPROVE')]).toEqual(['DENY', 'APPROVE']);
    expect([...book.effects({ ...siti, outletIds: [THERE] }, 'bill.discount', 'APPROVE')]).toEqual(['APPROVE']);
    const ofAdmin = new RuleBook([rule({ role: 'ADMIN', effect: 'DENY' })]);
    expect([...ofAdmin.effects(admin, 'bill.discount', 'ALLOW')]).toEqual(['ALLOW', 'DENY']);
    expect([...ofAdmin.effects(admin, 'bill.void', 'ALLOW')]).toEqual(['ALLOW']);
  });

  it('is what a second reading of the rules finds, for any rules', () => {
    const places = fc.constantFrom(null, HERE, THERE);
    const keys = fc.constantFrom<PermissionKey>('bill.discount', 'order.edit', 'drawer.open');
    const anyRule = fc.record({
      outletId: places,
      subject: fc.constantFrom('siti', 'else', 'KASIR', 'WAITER', 'ADMIN'),
      key: keys,
      effect: fc.constantFrom(...PERMISSION_EFFECTS),
    });
    const isRole = (subject: string): subject is StaffRole => (STAFF_ROLES as readonly string[]).includes(subject);
    const unique = {
      selector: ({ outletId, subject, key }: { outletId: string | null; subject: string; key: string }) =>
        `${outletId} ${subject} ${key}`,
    };

    fc.assert(
      fc.property(
        fc.uniqueArray(anyRule, unique),
        fc.constantFrom(...STAFF_ROLES),
        fc.constantFrom(HERE, THERE),
        keys,
        (drawn, role, at, key) => {
          const rules = drawn.map(({ subject, ...given }) =>
            rule({ ...given, role: isRole(subject) ? subject : null, userId: isRole(subject) ? null : subject }),
          );
          const speaks = (subject: string, outletId: string | null) =>
            drawn.find((one) => one.subject === subject && one.outletId === outletId && one.key === key);
          const counts = (found: ReturnType<typeof speaks>) =>
            found && (found.effect === 'DENY' || (PERMISSIONS[key].givenTo as readonly string[]).includes(role))
              ? found
              : undefined;
          const expected =
            counts(speaks('siti', at) ?? speaks('siti', null)) ??
            counts(speaks(role, at)) ??
            counts(speaks(role, null));

          expect(new RuleBook(rules).verdict({ ...siti, role }, at, key).effect).toBe(
            expected?.effect ?? defaultOf({ role }, key),
          );
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });
});

describe('whoever may approve', () => {
  it('is everybody of a role who may do it alone, and people by their own rules', () => {
    const book = new RuleBook([
      rule({ userId: 'siti' }),
      rule({ userId: 'bagus', effect: 'APPROVE' }),
      rule({ userId: 'else', key: 'bill.void' }),
    ]);
    expect(book.peopleWithRules(HERE, ['bill.discount'])).toEqual(['siti', 'bagus']);
    const people = new Map<string, StaffRole>([
      ['siti', 'KASIR'],
      ['bagus', 'SUPERVISOR'],
    ]);

    expect(book.approvers(HERE, ['bill.discount'], people)).toEqual({
      roles: ['ADMIN', 'SUPERVISOR'],
      userIds: ['siti'],
      exceptUserIds: ['bagus'],
    });
    const { byOutlet, elsewhere } = book.alone(siti);
    expect(byOutlet.get(HERE)).toContain('bill.discount');
    expect(byOutlet.get(THERE)).not.toContain('bill.discount');
    expect(elsewhere).toEqual([]);
    expect(book.alone(admin).elsewhere).toContain('permissions.edit');
  });
});
