import { describe, expect, it } from '@jest/globals';

import { roleOf, SERVICE_ROUTES } from '../../../../libs/platform/http/roles/service-roles.js';
import { GATEWAY_RULES, readGateway } from './gateway.js';

/** As a gateway does: the first rule that fits. */
const ruleFor = (url: string) =>
  GATEWAY_RULES.find(({ paths }) => paths.some((path) => url === path || url.startsWith(`${path}/`)))?.role;

describe('the rules of a gateway', () => {
  it('send every path to the role that answers it', () => {
    const wrong = SERVICE_ROUTES.flatMap(({ path }) => [path, `${path}/5`]).filter(
      (path) => ruleFor(`/api/v1${path}`) !== roleOf(path) || ruleFor(`/api${path}`) !== roleOf(path),
    );

    expect(wrong).toEqual([]);
  });

  it.each([
    ['/api/v1/shipping/calculate', 'shop'],
    ['/api/v1/shipping/rates', 'admin'],
    ['/api/menu/items', 'menu'],
    ['/api/guest/orders/5', 'orders'],
    ['/api/v1/guest/sessions', 'guests'],
    ['/table-sessions', 'guests'],
    ['/auth/login', 'users'],
    ['/socket.io/', 'realtime'],
    ['/api/v1/ws', 'realtime'],
    ['/docs', undefined],
    ['/api/v1/ping', undefined],
    ['/api/v1/ordersx', undefined],
  ])('%s: %s', (url, role) => {
    expect(ruleFor(url)).toBe(role);
  });
});

describe('the options of a gateway', () => {
  it('have the names and the port of Compose when nothing is said', () => {
    expect(readGateway({ servers: ['orders=10.0.0.5:8080,[fd12::7]:8081'], trust: ['10.0.0.0/8'] })).toMatchObject({
      listen: 8080,
      trusted: ['10.0.0.0/8'],
      servers: { orders: ['10.0.0.5:8080', '[fd12::7]:8081'], menu: ['menu:8080'] },
    });
  });

  it.each([
    [{ listen: '0' }, '--listen takes a port'],
    [{ listen: 'http' }, '--listen takes a port'],
    [{ trust: ['everybody'] }, '--trust takes an address or a range'],
    [{ servers: ['kitchen=10.0.0.5:8080'] }, '--servers takes a role and its addresses'],
    [{ servers: ['orders='] }, '--servers takes a role and its addresses'],
    [{ servers: ['orders=10.0.0.5'] }, '--servers takes a role and its addresses'],
    [{ servers: ['orders=a:80 { evil; }'] }, '--servers takes a role and its addresses'],
  ])('are refused as %j', (options, message) => {
    expect(() => readGateway(options)).toThrow(message);
  });
});
