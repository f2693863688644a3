import { describe, expect, it } from '@jest/globals';

import { parseServers } from './server-urls.js';

describe('a DATABASE_URL', () => {
  it.each([
    ['postgres://a:b@one/shop', ['postgres://a:b@one/shop'], false],
    ['postgres://one:5433/shop?sslmode=require', ['postgres://one:5433/shop?sslmode=require'], false],
    [
      'postgresql://a:p%40ss@one:5433,[::1]:5434,three/shop?sslmode=require',
      [
        'postgresql://a:p%40ss@one:5433/shop?sslmode=require',
        'postgresql://a:p%40ss@[::1]:5434/shop?sslmode=require',
        'postgresql://a:p%40ss@three/shop?sslmode=require',
      ],
      true,
    ],
    ['postgres://one/shop?target_session_attrs=primary', ['postgres://one/shop'], true],
    ['postgres://a@one,two?target_session_attrs=read-write', ['postgres://a@one', 'postgres://a@two'], true],
  ])('%s is so many servers', (text, urls, needsWrites) => {
    expect(parseServers(text)).toEqual({ urls, needsWrites });
  });

  it.each([
    ['another scheme', 'mysql://one/shop'],
    ['no host', 'postgres:///shop'],
    ['an empty host among several', 'postgres://one,,two/shop'],
    ['a port that is none', 'postgres://one:port,two/shop'],
    ['a server that takes no writes', 'postgres://one,two/shop?target_session_attrs=standby'],
    ['words', 'the database'],
  ])('is none with %s', (_, text) => {
    expect(parseServers(text)).toBeUndefined();
  });
});
