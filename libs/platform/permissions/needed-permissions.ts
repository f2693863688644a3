import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

import type { PermissionKey } from '#libs/kernel';

import { keysFor, type Need, NEEDS } from './needs.js';

interface Route extends Pick<Need, 'keys' | 'instead'> {
  readonly method: string;
  readonly parts: readonly string[];
}

/** Which permissions the requests of this API need, read off the handlers. */
@Injectable()
export class NeededPermissions implements OnApplicationBootstrap {
  private routes: readonly Route[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  onApplicationBootstrap(): void {
    const scanner = new MetadataScanner();
    this.routes = this.discovery.getControllers().flatMap(({ metatype }) => {
      if (!metatype) return [];
      const prototype = metatype.prototype as Readonly<Record<string, object>>;
      const base = pathOf(metatype);
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        const need = (handler && (Reflect.getMetadata(NEEDS, handler) ?? Reflect.getMetadata(NEEDS, metatype))) as
          | Need
          | undefined;
        const verb = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
        if (!need || !handler || verb === undefined) return [];
        const { keys, instead } = need;
        return [{ method: RequestMethod[verb], parts: partsOf(`${base}/${pathOf(handler)}`), keys, instead }];
      });
    });
  }

  /** The permissions that something asks for. */
  get used(): ReadonlySet<PermissionKey> {
    return new Set(this.routes.flatMap(({ keys, instead }) => (instead ? [...keys, instead.key] : keys)));
  }

  /** Of a request by its method and its path, with or without `/api/v1`; undefined when it needs none. */
  of({ method, path, body }: { method: string; path: string; body?: unknown }): Need['keys'] | undefined {
    const [plain = ''] = path.split('?', 1);
    const below = plain.replace(/^\/?api\/v1(?=\/)/, '');
    const parts = partsOf(below);
    const found = this.routes.find(
      (route) =>
        route.method === method.toUpperCase() &&
        route.parts.length === parts.length &&
        route.parts.every((part, index) => part.startsWith(':') || part === parts[index]),
    );
    return found && keysFor(found, body);
  }
}

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '');

const pathOf = (target: object): string => {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | readonly string[] | undefined;
  return typeof path === 'string' ? path : (path?.[0] ?? '');
};
