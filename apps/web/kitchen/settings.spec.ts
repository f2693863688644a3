import { expect, test } from '@jest/globals';

import { FIRST_SETTINGS, queryOf, settingsFrom } from './settings.js';

const query = (text = '') => new URLSearchParams(text);

test('what was kept is read again', () => {
  const kept = {
    ...FIRST_SETTINGS,
    outletId: 'o',
    stations: ['bar'],
    view: 'PASS' as const,
    size: 'XL' as const,
    volume: 0,
    sound: false,
  };
  expect(settingsFrom(JSON.parse(JSON.stringify(kept)), query())).toEqual(kept);
});

test.each([null, 'text', 7, [], { size: 'XXL', stations: 'bar', volume: 900, sound: 'yes', view: 'x' }])(
  '%j is as at first',
  (kept) => {
    expect(settingsFrom(kept, query())).toEqual(FIRST_SETTINGS);
  },
);

test('the address says which screen it is', () => {
  const settings = settingsFrom({ stations: ['grill'] }, query('station=Bar,kitchen,,bar,%3Cb%3E&view=pass'));
  expect([settings.stations, settings.view]).toEqual([['bar', 'kitchen'], 'PASS']);
  expect(queryOf(settings)).toEqual({ station: 'bar,kitchen', view: 'pass' });
  expect(queryOf(FIRST_SETTINGS)).toEqual({ station: null, view: null });
});
