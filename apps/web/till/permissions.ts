import { signal } from '@preact/signals';

import type { Api, Schemas } from '../shared/api.js';
import type { Session } from '../shared/session.js';
import type { Shop } from './shop.js';

export type PermissionKey = Schemas['EffectivePermissionResponse']['key'];

/** What whoever is at the till may do at this outlet. */
export interface Permissions {
  load(): Promise<void>;
  /**
   * Whether they may do it, alone or with somebody's approval; how much, and how late, the server says. Until it is known a supervisor may and others may
   * not.
   */
  may(key: PermissionKey): boolean;
}

interface Known {
  readonly userId: string;
  readonly outletId: string;
  readonly denied: ReadonlySet<PermissionKey>;
}

export function createPermissions(api: Api, session: Session, shop: Shop): Permissions {
  const known = signal<Known | null>(null);

  async function load(): Promise<void> {
    const [userId, outletId] = [session.user.value?.id, shop.outlet.value?.id];
    if (userId === undefined || outletId === undefined) return;
    const told = await api.get('/api/v1/permissions/effective', { params: { query: { outlet_id: outletId } } });
    if (!told.ok || session.user.value?.id !== userId) return;
    const denied = told.data.permissions.filter(({ effect }) => effect === 'DENY').map(({ key }) => key);
    known.value = { userId, outletId, denied: new Set(denied) };
  }

  return {
    load,
    may(key) {
      const now = known.value;
      if (now?.userId === session.user.value?.id && now?.outletId === shop.outlet.value?.id && now)
        return !now.denied.has(key);
      return ['SUPERVISOR', 'ADMIN'].includes(session.user.value?.role ?? '');
    },
  };
}
