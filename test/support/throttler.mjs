import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import * as crypto from 'node:crypto';
import * as common from '@nestjs/common';
import * as core from '@nestjs/core';
import 'reflect-metadata';

/**
 * The installed @nestjs/throttler, for Jest alone: the package is CommonJS and requires Nest, which is ESM, and Jest can do that from
 * Node 24 on. Its own files are run with a `require` that hands out this realm's Nest.
 */
const outside = {
  '@nestjs/common': common,
  '@nestjs/core': core,
  'reflect-metadata': {},
  crypto,
  'node:crypto': crypto,
};
const resolver = createRequire(import.meta.url);
const loaded = new Map();

function load(file) {
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const { resolve } = createRequire(file);
  const require = (name) => (name.startsWith('.') ? load(resolve(name)) : (outside[name] ?? resolver(name)));
  new Function('exports', 'require', 'module', '__dirname', readFileSync(file, 'utf8'))(
    module.exports,
    require,
    module,
    dirname(file),
  );
  return module.exports;
}

export const {
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  SkipThrottle,
  Throttle,
  ThrottlerException,
  ThrottlerGuard,
  ThrottlerModule,
  ThrottlerStorage,
  ThrottlerStorageService,
  getOptionsToken,
  getStorageToken,
} = load(createRequire(import.meta.url).resolve('../../node_modules/@nestjs/throttler/dist/index.js'));
