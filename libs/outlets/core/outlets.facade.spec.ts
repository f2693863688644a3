import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock, newId } from '#libs/kernel';

import { anOutlet } from '../testing/an-outlet.js';
import { InMemoryOutletRepository } from '../testing/in-memory-outlet.repository.js';
import { OutletsFacade } from './outlets.facade.js';

describe('outlets, as neighbours ask for them', () => {
  const start = new Date('2026-03-02T12:00:00Z').getTime();
  let repository: InMemoryOutletRepository;
  let clock: FixedClock;
  let remembered: OutletsFacade;

  beforeEach(() => {
    repository = new InMemoryOutletRepository();
    clock = new FixedClock(new Date(start));
    remembered = new OutletsFacade(repository, clock);
  });

  it('reads the database once for any number of questions, also at once', async () => {
    const outlet = anOutlet();
    await repository.insert(outlet);

    await Promise.all(Array.from({ length: 10 }, () => remembered.get(outlet.id)));
    await remembered.list('all');

    expect(repository.readings).toBe(1);
  });

  it('reads again when it was told to forget', async () => {
    const outlet = anOutlet();
    await repository.insert(outlet);
    await remembered.get(outlet.id);
    await repository.update({ ...outlet, name: 'Kopi Fajar', version: 2 });

    expect((await remembered.get(outlet.id)).name).toBe('Kopi Senja');
    remembered.forget();
    expect((await remembered.get(outlet.id)).name).toBe('Kopi Fajar');
  });

  it('does not keep what was read before a change that came while reading', async () => {
    const outlet = anOutlet();
    await repository.insert(outlet);

    const early = remembered.get(outlet.id);
    remembered.forget();
    await repository.update({ ...outlet, name: 'Kopi Fajar', version: 2 });
    await early;

    expect((await remembered.get(outlet.id)).name).toBe('Kopi Fajar');
  });

  it('looks for an unknown outlet again, but not for every guess', async () => {
    await expect(remembered.get(newId())).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    await expect(remembered.get(newId())).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    expect(repository.readings).toBe(1);

    const outlet = anOutlet();
    await repository.insert(outlet);
    clock.set(new Date(start + 1_000));
    expect((await remembered.get(outlet.id)).id).toBe(outlet.id);
  });

  it('asks again after a reading that failed', async () => {
    const outlet = anOutlet();
    await repository.insert(outlet);
    const all = repository.all.bind(repository);
    repository.all = () => Promise.reject(new Error('away'));
    await expect(remembered.get(outlet.id)).rejects.toThrow('away');
    repository.all = all;

    expect((await remembered.get(outlet.id)).id).toBe(outlet.id);
  });

  it('lists the outlets of a scope', async () => {
    const [mine, other] = [anOutlet({ orderPrefix: 'MINE' }), anOutlet({ orderPrefix: 'OTHER' })];
    await repository.insert(mine);
    await repository.insert(other);

    expect((await remembered.list([mine.id])).map(({ id }) => id)).toEqual([mine.id]);
    expect(await remembered.list('all')).toHaveLength(2);
  });
});
