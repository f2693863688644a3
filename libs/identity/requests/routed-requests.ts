import { Injectable } from '@nestjs/common';

import type { PermissionKey } from '#libs/kernel';
import { NeededPermissions, requestHash } from '#libs/platform';
import { KnownRequests } from '../core/identity.ports.js';

/** What the handlers of this process say that they need. */
@Injectable()
export class RoutedRequests extends KnownRequests {
  constructor(private readonly needed: NeededPermissions) {
    super();
  }

  keysOf(request: { method: string; path: string; body: unknown }): readonly PermissionKey[] | undefined {
    return this.needed.of(request);
  }

  hashOf({ method, path, body }: { method: string; path: string; body: unknown }): string {
    return requestHash(method, path, body);
  }
}
