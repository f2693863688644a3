import { expect, it } from '@jest/globals';

import { maskAddress } from './notification.js';

it.each([
  ['ana@loja.example', 'a***@l***.example'],
  ['a@b.co.id', 'a***@b***.id'],
  ['"odd@name"@mail.example', '"***@m***.example'],
  ['root@localhost', 'r***@l***'],
])('the address %s is shown as %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked);
});
