import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

/** The body of an event as it is stored and sent: JSON with snake_case names. */
export type EventPayload = Readonly<Record<string, unknown>>;

/**
 * A fact that is about to be written, in the transaction that makes it true. `outletId` is null only for events that concern every outlet.
 * `sessionId` and `customerId` name the guest session and the customer who may hear of it besides the outlet's staff.
 */
export interface NewEvent<P extends object = EventPayload> {
  readonly type: string;
  readonly outletId: string | null;
  readonly payload: P;
  readonly sessionId?: string | null;
  readonly customerId?: string | null;
}

/** An event as the log tells it. */
export interface LoggedEvent<P extends object = EventPayload> {
  readonly id: string;
  /** Its number over the whole installation: in commit order, without gaps. */
  readonly place: number;
  /** Its number among the events of its outlet (or among those of none): in commit order, without gaps. */
  readonly seq: number;
  readonly type: string;
  readonly outletId: string | null;
  readonly sessionId: string | null;
  readonly customerId: string | null;
  readonly occurredAt: Date;
  readonly payload: P;
}

/**
 * Who may hear of an event, over sockets and in `GET /events`, always within its outlet:
 * - `processes`: nobody; Comanda's own caches and jobs alone;
 * - `till`: those who count drawers (KASIR, SUPERVISOR, ADMIN);
 * - `supervisors`: SUPERVISOR and ADMIN;
 * - `asker`: the member of staff that its `asked_by` names;
 * - `approvers`: those that its `approvers` name, by role and by id;
 * - `staff`: all staff;
 * - `sitting`: the phones of the table session that the event names, and no staff;
 * - `concerned`: all staff, and the table session and the customer that the event names;
 * - `outlet`: all staff, and every guest at a table.
 */
export type EventAudience =
  | 'processes'
  | 'till'
  | 'supervisors'
  | 'asker'
  | 'approvers'
  | 'staff'
  | 'sitting'
  | 'concerned'
  | 'outlet';

interface EventDefinition {
  /** The module that declares it. */
  readonly owner: string;
  readonly audience: EventAudience;
  /** False for what tablets that listen for some stations are never told. */
  readonly reachesStations?: boolean;
  /** One sentence for the reader of the event catalogue: what has happened. */
  readonly summary: string;
}

type Appended<P> = Omit<NewEvent, 'type' | 'payload'> & { readonly payload: P };

/** One kind of event: its name on the wire, who owns it, and the JSON Schema of its payload, from which its TypeScript type follows. */
export class EventType<P extends object = EventPayload> {
  constructor(
    readonly name: string,
    readonly definition: EventDefinition & { readonly payload: JSONSchema },
  ) {}

  /** An event of this type, to be appended to the log. */
  of(event: Appended<P>): NewEvent<P> {
    return { type: this.name, ...event };
  }

  /** Whether an event is of this type; then its payload is typed. */
  is<E extends { readonly type: string; readonly payload: object }>(event: E): event is E & { readonly payload: P } {
    return event.type === this.name;
  }
}

/** What an event of the type `T` carries. */
export type PayloadOf<T> = T extends EventType<infer P> ? P : never;

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

type PayloadOfSchema<S> = S extends JSONSchema ? Extract<DeepReadonly<FromSchema<S>>, object> & EventPayload : never;

const declared = new Map<string, EventType>();

/** Every type that the modules of this process have declared, by name. */
export const declaredEvents = (): readonly EventType[] =>
  [...declared.values()].sort((one, other) => (one.name < other.name ? -1 : 1));

/** Declares a type of event, once for each name. The payload is an object whose unknown members are refused, so that the schema is the whole truth. */
export const defineEvent = <const S extends JSONSchema & { readonly type: 'object' }>(
  name: string,
  definition: EventDefinition & { readonly payload: S },
): EventType<PayloadOfSchema<S>> => {
  if (declared.has(name)) throw new Error(`The event ${name} is declared twice`);
  const type = new EventType<PayloadOfSchema<S>>(name, definition);
  declared.set(name, type);
  return type;
};
