import { describe, expect, it } from '@jest/globals';

import { effectOf, rulesWith } from './permission-rules.js';

const COMP = {
  key: 'line.comp' as const,
  limits: [],
  given_to: ['ADMIN' as const, 'SUPERVISOR' as const, 'KASIR' as const],
  defaults: [
    { role: 'SUPERVISOR' as const, effect: 'ALLOW' as const, limits: {} },
    { role: 'KASIR' as const, effect: 'APPROVE' as const, limits: {} },
  ],
  fixed: false,
  used: true,
};
const RULE = { key: 'line.comp' as const, role: 'KASIR' as const, user_id: null, effect: 'DENY' as const };
const OF_ONE = { ...RULE, role: null, user_id: 'somebody', effect: 'ALLOW' as const };
const LIMITED = {
  key: 'line.discount' as const,
  role: 'KASIR' as const,
  user_id: null,
  effect: 'ALLOW' as const,
  max_percent: 15,
};

describe('what a role may do', () => {
  it('is the default without a rule, and nothing without a default', () => {
    expect(effectOf(COMP, 'KASIR', [], [])).toBe('APPROVE');
    expect(effectOf(COMP, 'KITCHEN', [], [])).toBe('DENY');
  });

  it('is the rule of the outlet, and not that of a person', () => {
    expect(effectOf(COMP, 'KASIR', [OF_ONE, RULE], [])).toBe('DENY');
    expect(effectOf(COMP, 'KASIR', [OF_ONE], [])).toBe('APPROVE');
  });

  it('is what was changed last', () => {
    expect(effectOf(COMP, 'KASIR', [RULE], [{ key: 'line.comp', role: 'KASIR', effect: 'ALLOW' }])).toBe('ALLOW');
  });
});

describe('the rules that are saved', () => {
  it('keep those of other keys, roles and people, with their limits', () => {
    const changes = [{ key: 'line.comp' as const, role: 'KASIR' as const, effect: 'ALLOW' as const }];
    expect(rulesWith([RULE, OF_ONE, LIMITED], changes)).toEqual([OF_ONE, LIMITED, { ...RULE, effect: 'ALLOW' }]);
  });
});
