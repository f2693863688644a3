import { describe, expect, it } from '@jest/globals';

import { clientAddressOf, networkOf } from './client-address.js';

const from = (ip: string | undefined, remoteAddress = '10.0.0.9') =>
  clientAddressOf({ ip, socket: { remoteAddress } } as never);

describe('the address of a client', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:cb00:7109', '203.0.113.9'],
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[2001:db8::1]:4711', '2001:db8::1'],
    ['2001:0DB8:0:0::0001', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['not an address', '10.0.0.9'],
    ['1', '10.0.0.9'],
    ['0x7f.1', '10.0.0.9'],
    ['', '10.0.0.9'],
    [undefined, '10.0.0.9'],
  ])('%s is %s', (given, address) => expect(from(given)).toBe(address));

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['::1', '::/64'],
  ])('%s is counted as %s', (given, network) => expect(networkOf(given)).toBe(network));
});
