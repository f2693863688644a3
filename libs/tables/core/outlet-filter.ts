import { type Actor, assertOutlet, outletScope, type OutletScope } from '#libs/kernel';
import type { OutletsApi } from '#libs/outlets';

/** What `?outlet_id=` leaves of the actor's outlets. Throws `OUTLET_NOT_FOUND` (404) for one that is not theirs, or that there is not. */
export async function narrowedScope(
  actor: Actor,
  outletId: string | undefined,
  outlets: OutletsApi,
): Promise<OutletScope> {
  if (outletId === undefined) return outletScope(actor);
  assertOutlet(actor, outletId);
  await outlets.get(outletId);
  return [outletId];
}
