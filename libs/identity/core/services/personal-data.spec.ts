import { expect, it } from '@jest/globals';

import { PersonalData } from './personal-data.js';

it('reaches every module that holds personal data', async () => {
  const erased: string[] = [];
  const data = new PersonalData();
  const holder = {
    export: async (id: string) => [`order of ${id}`],
    erase: async (id: string) => void erased.push(id),
  };

  data.register('orders', holder);

  expect(() => data.register('orders', holder)).toThrow('orders');
  expect(await data.export('u')).toEqual({ orders: ['order of u'] });
  await data.erase('u');
  expect(erased).toEqual(['u']);
});
