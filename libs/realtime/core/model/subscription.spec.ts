import { describe, expect, it } from '@jest/globals';

import { DomainError } from '#libs/kernel';

import { readSubscription } from './subscription.js';

const OUTLET = '0192f0c0-0000-7000-8000-00000000000a';

describe('what a client asks for when it connects', () => {
  it.each([
    [{}, { since: undefined, stations: [] }],
    [
      { since: null, station: '' },
      { since: undefined, stations: [] },
    ],
    [
      { since: '', station: [] },
      { since: undefined, stations: [] },
    ],
    [{ since: 0 }, { since: { seq: 0 }, stations: [] }],
    [
      { since: '41', station: 'bar' },
      { since: { seq: 41 }, stations: ['bar'] },
    ],
    [{ station: 'bar,Kitchen,bar' }, { since: undefined, stations: ['bar', 'kitchen'] }],
    [{ since: '00000002.41' }, { since: { place: 41, epoch: '00000002' }, stations: [] }],
    [{ outlet: OUTLET.toUpperCase() }, { since: undefined, stations: [], outletId: OUTLET }],
    [{ station: ['bar', 'grill'] }, { since: undefined, stations: ['bar', 'grill'] }],
  ])('%j is read as %j', (given, expected) => {
    expect(readSubscription(given)).toEqual(expected);
  });

  it.each([
    [{ since: -1 }, ['/since']],
    [{ since: 1.5 }, ['/since']],
    [{ since: '1e3' }, ['/since']],
    [{ since: {} }, ['/since']],
    [{ since: true }, ['/since']],
    [{ outlet: 'cafe' }, ['/outlet_id']],
    [{ outlet: [OUTLET] }, ['/outlet_id']],
    [{ since: Number.MAX_VALUE }, ['/since']],
    [{ station: ',' }, ['/station']],
    [{ station: 7 }, ['/station']],
    [{ station: { $ne: 1 } }, ['/station']],
    [{ station: 'x'.repeat(61) }, ['/station']],
    [{ station: Array.from({ length: 11 }, (_, n) => `s${n}`) }, ['/station']],
    [{ since: 'a\0', station: 'a\0' }, ['/since', '/station']],
  ])('%j is refused with every fault', (given, pointers) => {
    const refused = () => readSubscription(given);

    expect(refused).toThrow(DomainError);
    expect(faultsOf(refused)).toEqual(pointers);
  });
});

function faultsOf(work: () => unknown): string[] {
  try {
    work();
    return [];
  } catch (error) {
    return (error as DomainError).faults.map(({ pointer }) => pointer);
  }
}
