import { expect, test } from '@jest/globals';

import { commandOf } from './keys.js';

test.each([
  ['1', { kind: 'select', index: 0 }],
  ['9', { kind: 'select', index: 8 }],
  ['Enter', { kind: 'bump' }],
  ['r', { kind: 'recall' }],
  ['R', { kind: 'recall' }],
  ['ArrowLeft', { kind: 'page', by: -1 }],
  ['ArrowRight', { kind: 'page', by: 1 }],
  ['0', null],
  ['F5', null],
])('%s', (key, command) => {
  expect(commandOf({ key })).toEqual(command);
});

test('a key that is held down asks once, and the keys of the browser are its own', () => {
  expect(commandOf({ key: 'Enter', repeat: true })).toBeNull();
  expect(commandOf({ key: 'r', ctrlKey: true })).toBeNull();
});
