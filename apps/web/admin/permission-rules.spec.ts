import { describe, expect, it } from '@jest/globals';

import { grantOf, ownGrant, rulesWith } from './permission-rules.js';

const COMP = {
  key: 'line.comp' as const,
  limits: [],
  given_to: ['ADMIN' as const, 'SUPERVISOR' as const, 'KASIR' as const],
  defaults: [
    { role: 'SUPERVISOR' as const, effect: 'ALLOW' as const, limits: { max_amount: 50_000 } },
    { role: 'KASIR' as const, effect: 'APPROVE' as const, limits: {} },
  ],
  fixed: false,
  used: true,
};
const RULE = { key: 'line.comp' as const, role: 'KASIR' as const, user_id: null, effect: 'DENY' as const };
const OF_ONE = { ...RULE, role: null, user_id: 'siti', effect: 'ALLOW' as const, max_amount: 20_000 };
const LIMITED = {
  key: 'line.discount' as const,
  role: 'KASIR' as const,
  user_id: null,
  effect: 'ALLOW' as const,
  max_percent: 15,
};
const CASHIERS = { role: 'KASIR' as const };
const SITI = { role: 'KASIR' as const, userId: 'siti' };
const BUDI = { role: 'KASIR' as const, userId: 'budi' };

describe('what a role may do', () => {
  it('is the default with its limits without a rule, and nothing without a default', () => {
    expect(grantOf(COMP, { role: 'SUPERVISOR' }, [], [])).toEqual({ effect: 'ALLOW', limits: { max_amount: 50_000 } });
    expect(grantOf(COMP, CASHIERS, [], [])).toEqual({ effect: 'APPROVE', limits: {} });
    expect(grantOf(COMP, { role: 'KITCHEN' }, [], [])).toEqual({ effect: 'DENY', limits: {} });
  });

  it('is the rule of the outlet, and not that of a person', () => {
    expect(grantOf(COMP, CASHIERS, [OF_ONE, RULE], []).effect).toBe('DENY');
    expect(grantOf(COMP, CASHIERS, [OF_ONE], []).effect).toBe('APPROVE');
  });

  it('is what was changed last', () => {
    const change = { key: 'line.comp' as const, holder: CASHIERS, grant: { effect: 'ALLOW' as const, limits: {} } };
    expect(grantOf(COMP, CASHIERS, [RULE], [change]).effect).toBe('ALLOW');
  });
});

describe('what one person may do', () => {
  it('is their own rule with its limits, else what their role may', () => {
    expect(grantOf(COMP, SITI, [OF_ONE, RULE], [])).toEqual({ effect: 'ALLOW', limits: { max_amount: 20_000 } });
    expect(grantOf(COMP, BUDI, [OF_ONE, RULE], []).effect).toBe('DENY');
    expect(ownGrant('line.comp', BUDI, [OF_ONE, RULE], [])).toBeNull();
  });

  it('is what their role may as soon as their own rule is taken back', () => {
    const change = { key: 'line.comp' as const, holder: SITI, grant: null };
    expect(grantOf(COMP, SITI, [OF_ONE, RULE], [change]).effect).toBe('DENY');
    expect(rulesWith([OF_ONE, RULE], [change])).toEqual([RULE]);
  });
});

describe('the rules that are saved', () => {
  it('keep those of other keys, roles and people, with their limits', () => {
    const grant = { effect: 'ALLOW' as const, limits: { max_amount: 10_000 } };
    expect(rulesWith([RULE, OF_ONE, LIMITED], [{ key: 'line.comp', holder: CASHIERS, grant }])).toEqual([
      OF_ONE,
      LIMITED,
      { ...RULE, effect: 'ALLOW', max_amount: 10_000 },
    ]);
  });

  it('carry limits only where somebody may do it alone', () => {
    const grant = { effect: 'APPROVE' as const, limits: { max_amount: 10_000 } };
    expect(rulesWith([], [{ key: 'line.comp', holder: SITI, grant }])).toEqual([
      { key: 'line.comp', role: null, user_id: 'siti', effect: 'APPROVE' },
    ]);
  });
});
