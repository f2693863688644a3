import { describe, expect, it } from '@jest/globals';

import { spansAt } from './business-calendar.js';

const clock = (id: string, timeZone: string, businessDayCutoff = '00:00') => ({ id, timeZone, businessDayCutoff });
const [jakarta, bandung, saoPaulo] = [
  clock('jakarta', 'Asia/Jakarta', '04:00'),
  clock('bandung', 'Asia/Jakarta', '04:00'),
  clock('são paulo', 'America/Sao_Paulo'),
];
const at = (text: string) => new Date(text);

describe('a period of a list', () => {
  it('is the days of the outlet, both included', () => {
    expect(spansAt({ from: '2026-03-01', to: '2026-03-01' }, [jakarta])).toEqual({
      whole: { from: at('2026-02-28T21:00:00Z'), to: at('2026-03-01T21:00:00Z') },
      apart: [],
    });
  });

  it('is one for outlets that keep the same days', () => {
    expect(spansAt({ from: '2026-03-01' }, [jakarta, bandung])).toEqual({
      whole: { from: at('2026-02-28T21:00:00Z'), to: undefined },
      apart: [],
    });
  });

  it("is each outlet's own where they differ, and spans them all", () => {
    expect(spansAt({ from: '2026-03-01', to: '2026-03-02' }, [jakarta, bandung, saoPaulo])).toEqual({
      whole: { from: at('2026-02-28T21:00:00Z'), to: at('2026-03-03T03:00:00Z') },
      apart: [
        {
          outletIds: ['jakarta', 'bandung'],
          from: at('2026-02-28T21:00:00Z'),
          to: at('2026-03-02T21:00:00Z'),
        },
        { outletIds: ['são paulo'], from: at('2026-03-01T03:00:00Z'), to: at('2026-03-03T03:00:00Z') },
      ],
    });
  });

  it('takes an instant as one, whatever the outlets', () => {
    const [from, to] = [at('2026-03-01T08:00:00Z'), at('2026-03-01T09:00:00Z')];
    expect(spansAt({ from, to }, [jakarta, saoPaulo])).toEqual({ whole: { from, to }, apart: [] });
    expect(spansAt({ from, to }, [])).toEqual({ whole: { from, to }, apart: [] });
    expect(spansAt({ from, to: '2026-03-01' }, [jakarta])).toEqual({
      whole: { from, to: at('2026-03-01T21:00:00Z') },
      apart: [],
    });
  });

  it('is open where nothing is said, and in UTC where there is no outlet', () => {
    expect(spansAt({}, [jakarta, saoPaulo])).toEqual({ whole: { from: undefined, to: undefined }, apart: [] });
    expect(spansAt({ from: '2026-03-01', to: '2026-03-01' }, [])).toEqual({
      whole: { from: at('2026-03-01T00:00:00Z'), to: at('2026-03-02T00:00:00Z') },
      apart: [],
    });
  });
});
