import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { contentOf, faultOf, requestOf } from './http.js';

describe('requests of the pages', () => {
  beforeAll(() => {
    Object.defineProperty(globalThis, 'location', { value: { origin: 'http://shop.test:8080' }, configurable: true });
  });
  afterAll(() => {
    Reflect.deleteProperty(globalThis, 'location');
  });

  it('fills values into the path, whatever they contain', () => {
    const { url } = requestOf('GET', '/api/v1/orders/{id}/items/{item_id}', {
      params: { path: { id: 'a/b?c', item_id: 7 } },
    });
    expect(url).toBe('http://shop.test:8080/api/v1/orders/a%2Fb%3Fc/items/7');
  });

  it('sends what is asked for, and leaves out what is not there', () => {
    const query = { status: ['NEW', 'READY'], limit: 5, after: undefined, note: null, q: 'nasi & teh', live: false };
    const { url } = requestOf('GET', '/api/v1/orders', { params: { query } });
    expect(new URL(url).search).toBe('?status=NEW&status=READY&limit=5&q=nasi+%26+teh&live=false');
  });

  it('has a body of JSON with its type and its key, and neither without', async () => {
    const sent = requestOf('POST', '/api/v1/orders', { body: { id: 'o1', items: [] } }, 'k1');
    expect(sent.method).toBe('POST');
    expect(await sent.text()).toBe('{"id":"o1","items":[]}');
    expect([...sent.headers]).toEqual([
      ['content-type', 'application/json'],
      ['idempotency-key', 'k1'],
    ]);
    expect([...requestOf('POST', '/api/v1/orders/{id}/fire', { params: { path: { id: 'o1' } } }).headers]).toEqual([]);
  });

  it('can be called off', () => {
    const cut = new AbortController();
    const { signal } = requestOf('GET', '/api/v1/menu', { signal: cut.signal });
    cut.abort();
    expect(signal.aborted).toBe(true);
  });
});

describe('answers to the pages', () => {
  it('are JSON, nothing, or a file', async () => {
    expect(await contentOf(new Response('{"id":"o1"}'))).toEqual({ id: 'o1' });
    expect(await contentOf(new Response(null, { status: 204 }))).toBeUndefined();
    expect(await ((await contentOf(new Response('%PDF'), 'blob')) as Blob).text()).toBe('%PDF');
    await expect(contentOf(new Response('{"id":'))).rejects.toThrow(SyntaxError);
  });

  it("are a problem's document, or what a proxy says", async () => {
    expect(await faultOf(new Response('{"code":"TABLE_INACTIVE"}', { status: 409 }))).toEqual({
      code: 'TABLE_INACTIVE',
    });
    expect(await faultOf(new Response('<h1>Bad Gateway</h1>', { status: 502 }))).toBe('<h1>Bad Gateway</h1>');
  });
});
