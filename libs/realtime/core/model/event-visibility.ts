import {
  LEFT_SITTING,
  NewOrder,
  OrderItemStatusChanged,
  OrderStatusChanged,
  OrderUpdated,
  OrderVoided,
} from '#events/ordering';
import { type ApprovalRequested } from '#events/identity';
import {
  type Actor,
  type EventAudience,
  type EventType,
  isInScope,
  type LoggedEvent,
  outletScope,
  type PayloadOf,
  type Role,
  type UserActor,
} from '#libs/kernel';

import { CLIENT_EVENTS } from './client-events.js';
import type { AnonymousMessage, ClientMessage, EventMessage } from './event-message.js';
import { cursorOf } from './log-place.js';

/**
 * Somebody signed in who listens. `stations` narrow what staff hear to those of a kitchen or bar, none means everything; `outletId` narrows it to
 * one of the outlets that they may hear.
 */
export interface KnownAudience {
  readonly actor: Actor;
  readonly stations: readonly string[];
  readonly outletId?: string | undefined;
}

/** `actor` is null for a socket without a token, which the local demo allows. */
export type Audience = KnownAudience | (Omit<KnownAudience, 'actor'> & { readonly actor: null });

const TYPES: ReadonlyMap<string, EventType> = new Map(CLIENT_EVENTS.map((type) => [type.name, type]));
const COUNTS_DRAWERS: ReadonlySet<Role> = new Set<Role>(['KASIR', 'SUPERVISOR', 'ADMIN']);
const OVERSEES: ReadonlySet<Role> = new Set<Role>(['SUPERVISOR', 'ADMIN']);
const ABOUT_ORDERS: readonly EventType[] = [
  NewOrder,
  OrderStatusChanged,
  OrderItemStatusChanged,
  OrderUpdated,
  OrderVoided,
];

/**
 * The message that an audience gets of an event of a history (`epoch`), or null when it is not for them. The one rule of who hears what: live messages, replay and
 * `GET /events` all ask here.
 */
export function messageFor(audience: KnownAudience, event: LoggedEvent, epoch: string): EventMessage | null;
export function messageFor(audience: Audience, event: LoggedEvent, epoch: string): ClientMessage | null;
export function messageFor(audience: Audience, event: LoggedEvent, epoch: string): ClientMessage | null {
  const { actor, outletId } = audience;
  const stations = stationsHeard(audience);
  if (outletId !== undefined && event.outletId !== outletId) return null;
  const type = TYPES.get(event.type);
  if (!type) return null;
  if (isKitchen(actor, stations) ? !isForKitchen(event) : isForKitchenAlone(event)) return null;
  if (actor?.kind !== 'guest' && OrderUpdated.is(event) && event.payload.change === LEFT_SITTING) return null;
  if (!actor) return anonymousMessageOf(event, epoch);
  if (!mayHear(actor, event, type)) return null;
  const payload = isAtStation(actor, stations) ? partFor(stations, event, type) : event.payload;
  return payload && { ...headOf(event, epoch), payload };
}

/** Whether an event is for some people of an audience and not for the others: each of them has to be asked for. */
export function isPersonal({ type }: LoggedEvent): boolean {
  const audience = TYPES.get(type)?.definition.audience;
  return audience === 'asker' || audience === 'approvers';
}

/** Audiences with the same key hear the same of every event that is not personal. */
export function audienceKey(audience: Audience): string {
  const { actor, outletId = '' } = audience;
  if (!actor) return `anonymous ${outletId}`;
  if (actor.kind === 'guest') return `guest ${actor.sessionId}`;
  if (actor.role === 'CUSTOMER') return `customer ${actor.id} ${outletId}`;
  return `${actor.role} ${[...actor.outletIds].sort().join()} ${stationsHeard(audience).toSorted().join()} ${outletId}`;
}

/**
 * The stations that narrow what an audience hears; none means everything. A device may ask for some of its own: when it asks for others
 * alone, it hears its own.
 */
export function stationsHeard({ actor, stations }: Audience): readonly string[] {
  const own = actor?.kind === 'user' ? (actor.stations ?? []) : [];
  if (own.length === 0) return stations;
  const asked = own.filter((station) => stations.includes(station));
  return asked.length > 0 ? asked : own;
}

/** The one outlet whose events an audience hears; undefined when it may be several. */
export function outletOf({ actor, outletId }: Audience): string | undefined {
  if (outletId !== undefined || !actor) return outletId;
  const scope = outletScope(actor);
  return scope !== 'all' && scope.length === 1 ? scope[0] : undefined;
}

const EVERYWHERE = 'everywhere';
const atOutlet = (id: string): string => `outlet ${id}`;
const ofCustomer = (id: string): string => `customer ${id}`;

/** The topics of an event: audiences of other topics need not be asked. An audience shares one topic at most with an event. */
export const topicsOf = ({ outletId, customerId }: LoggedEvent): string[] => [
  EVERYWHERE,
  ...(outletId ? [atOutlet(outletId)] : []),
  ...(customerId ? [ofCustomer(customerId)] : []),
];

/** The topics of an audience. */
export function topicsFor({ actor, outletId }: Audience): string[] {
  if (actor?.role === 'CUSTOMER') return [ofCustomer(actor.id)];
  if (outletId !== undefined) return [atOutlet(outletId)];
  const scope = actor ? outletScope(actor) : 'all';
  return scope === 'all' ? [EVERYWHERE] : scope.map(atOutlet);
}

/**
 * The kitchen (its role, and every station) hears nothing of an order while it is HELD. When it is let go, the kitchen is told of a new
 * order, and all others that its status changed.
 */
function isForKitchen({ payload }: LoggedEvent): boolean {
  const { hold_reason: holdReason = null, previous_status: previous } = payload;
  return holdReason === null && previous !== 'HELD';
}

const isForKitchenAlone = (event: LoggedEvent): boolean => NewOrder.is(event) && event.payload.fired === true;

function mayHear(actor: Actor, event: LoggedEvent, { definition: { audience } }: EventType): boolean {
  const { outletId, sessionId, customerId } = event;
  if (actor.kind === 'guest') {
    if (outletId !== actor.outletId) return false;
    if (audience === 'outlet') return true;
    return (audience === 'concerned' || audience === 'sitting') && sessionId === actor.sessionId;
  }
  if (actor.role === 'CUSTOMER') return customerId === actor.id && (audience === 'concerned' || audience === 'outlet');
  const scope = outletScope(actor);
  if (audience === 'sitting') return false;
  const isTheirs = outletId === null ? scope === 'all' : isInScope(scope, outletId);
  if (audience === 'till' && !COUNTS_DRAWERS.has(actor.role)) return false;
  if (audience === 'supervisors' && !OVERSEES.has(actor.role)) return false;
  return isTheirs && isAddressed(actor, event, audience);
}

/** Whether they are among the people that an event is for. The kitchen asks for no approval and gives none. */
function isAddressed({ id, role }: UserActor, { payload }: LoggedEvent, audience: EventAudience): boolean {
  if (audience !== 'asker' && audience !== 'approvers') return true;
  if (role === 'KITCHEN') return false;
  const { asked_by: asker, approvers } = payload as Partial<PayloadOf<typeof ApprovalRequested>>;
  if (audience === 'asker') return asker === id;
  if (asker === id || approvers?.except_user_ids.includes(id)) return false;
  return approvers !== undefined && (approvers.user_ids.includes(id) || approvers.roles.includes(role));
}

/** A tablet that cooks by what it hears; one without a token is taken for one. */
const isKitchen = (actor: Actor | null, stations: readonly string[]): boolean =>
  actor === null || actor.role === 'KITCHEN' || isAtStation(actor, stations);

const isAtStation = (actor: Actor, stations: readonly string[]): boolean =>
  stations.length > 0 && actor.kind === 'user' && actor.role !== 'CUSTOMER';

/** A station hears of its own lines; of an order as a whole; and always of what is sold out. */
function partFor(
  stations: readonly string[],
  { payload }: LoggedEvent,
  { definition: { audience, reachesStations = true } }: EventType,
): EventMessage['payload'] | null {
  if (!reachesStations) return null;
  if (audience === 'outlet') return payload;
  const list = (['items', 'tickets'] as const).find((name) => Array.isArray(payload[name]));
  if (list) {
    const own = (payload[list] as unknown[]).filter((part) => isOf(stations, stationOf(part)));
    return own.length > 0 ? { ...payload, [list]: own } : null;
  }
  const { station = stationOf(payload['ticket']) } = payload;
  return station === undefined || isOf(stations, station) ? payload : null;
}

const stationOf = (part: unknown): unknown => (part as { station?: unknown } | null | undefined)?.station;

const isOf = (stations: readonly string[], station: unknown): boolean =>
  typeof station === 'string' && stations.includes(station);

const headOf = (event: LoggedEvent, epoch: string) => ({
  id: event.id,
  seq: event.seq,
  cursor: cursorOf(epoch, event.place),
  type: event.type,
  occurred_at: event.occurredAt.toISOString(),
  outlet_id: event.outletId,
});

function anonymousMessageOf(event: LoggedEvent, epoch: string): AnonymousMessage | null {
  if (!ABOUT_ORDERS.some((type) => type.is(event))) return null;
  const { id, seq, place, type, payload } = event;
  const { id: subject, order_id: orderId = subject, status } = payload;
  return { id, seq, cursor: cursorOf(epoch, place), type, payload: { id: orderId, status } };
}
