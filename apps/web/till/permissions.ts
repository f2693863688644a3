import { signal } from '@preact/signals';

import type { Api, Schemas } from '../shared/api.js';
import type { Session } from '../shared/session.js';
import type { Shop } from './shop.js';

export type PermissionKey = Schemas['EffectivePermissionResponse']['key'];
type Effect = Schemas['EffectivePermissionResponse']['effect'];

/** What whoever is at the till may do at this outlet. */
export interface Permissions {
  load(): Promise<void>;
  /**
   * Whether they may do it, alone or with somebody's approval; how much, and how late, the server says. Until it is known a supervisor may and others may
   * not.
   */
  may(key: PermissionKey): boolean;
  /** Whether they may do it without anybody's approval. Until it is known nobody may. */
  mayAlone(key: PermissionKey): boolean;
}

interface Known {
  readonly userId: string;
  readonly outletId: string;
  readonly alone: ReadonlySet<PermissionKey>;
  readonly denied: ReadonlySet<PermissionKey>;
}

export function createPermissions(api: Api, session: Session, shop: Shop): Permissions {
  const known = signal<Known | null>(null);

  async function load(): Promise<void> {
    const [userId, outletId] = [session.user.value?.id, shop.outlet.value?.id];
    if (userId === undefined || outletId === undefined) return;
    const told = await api.get('/api/v1/permissions/effective', { params: { query: { outlet_id: outletId } } });
    if (!told.ok || session.user.value?.id !== userId) return;
    const those = (effect: Effect) =>
      new Set(told.data.permissions.filter((one) => one.effect === effect).map(({ key }) => key));
    known.value = { userId, outletId, alone: those('ALLOW'), denied: those('DENY') };
  }

  /** What is known of whoever is at the till, at the outlet that they are at. */
  const now = (): Known | null =>
    known.value?.userId === session.user.value?.id && known.value?.outletId === shop.outlet.value?.id
      ? known.value
      : null;

  return {
    load,
    may(key) {
      const denied = now()?.denied;
      return denied ? !denied.has(key) : ['SUPERVISOR', 'ADMIN'].includes(session.user.value?.role ?? '');
    },
    mayAlone: (key) => now()?.alone.has(key) ?? false,
  };
}
