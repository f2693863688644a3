import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

import { declaredEvents, type EventAudience, type EventType } from '#libs/kernel';

import { HANDLES_JOB, type JobHandlerOptions } from '../jobs/job-handler.js';
import { HEARS_EVENTS } from './event-listeners.js';

type Json = Readonly<Record<string, unknown>>;

const AUDIENCES: Readonly<Record<EventAudience, string>> = {
  processes: 'Nobody outside: Comanda’s own caches and jobs.',
  till: 'ADMIN, SUPERVISOR and KASIR of the outlet.',
  supervisors: 'ADMIN and SUPERVISOR of the outlet.',
  asker: 'The member of staff who asked, at an outlet that is theirs.',
  approvers: 'Those members of the outlet’s staff who may decide it: its `approvers` names them.',
  staff: 'All staff of the outlet.',
  sitting: 'The guests of the table session that it names, and no staff.',
  concerned: 'All staff of the outlet; the guests of the table session and the customer that it concerns.',
  outlet: 'All staff of the outlet, and every guest at one of its tables.',
};

const DESCRIPTION = `What happens at an outlet, as it happens. An event is appended in the transaction that makes it true, and gets the next \`seq\` of its
outlet when that has committed: \`seq\` counts an outlet's events without gaps, some of which are not for every client. Clients hear events over Socket.IO (each under its own name) and plain WebSockets, and read
those that they missed with \`GET /api/v1/events?after=<cursor>\`, or with \`since\` when they open a socket: the \`cursor\` of the last message that they
have, which they need not look into. A client of one outlet may send its last \`seq\` instead; one of several, the last of each (\`{ "<outlet id>": seq, … }\`);
and with \`outlet_id\` it hears one of them alone. Nobody is told an event of another outlet. A client that hears \`RESYNC_REQUIRED\`, or is answered so (409), fetches what
it shows anew: the log does not reach back to its cursor any more, there are more than 5,000 events since, or some of what it was told may not have happened,
since a copy of the database took over that lacks the last of it.`;

const RESYNC = 'RESYNC_REQUIRED';

/** One message of the document, with what a reader needs of it. */
export interface DescribedEvent {
  readonly name: string;
  readonly summary: string;
  readonly owner: string;
  readonly audience: EventAudience;
  /** Who is told, in words. */
  readonly told: string;
  /** Caches (by class) and jobs (by kind) that act upon it. */
  readonly heardBy: readonly string[];
  readonly payload: Json;
}

/** Every event that the modules of this application declare, with who hears it. */
export function describeEvents(app: INestApplicationContext): DescribedEvent[] {
  const heardBy = hearersIn(app);
  return declaredEvents().map(
    ({ name, definition: { owner, audience, summary, payload, reachesStations = true } }) => ({
      name,
      summary,
      owner,
      audience,
      told: `${AUDIENCES[audience]}${reachesStations || audience === 'processes' ? '' : ' Not tablets that listen for stations.'}`,
      heardBy: [...(heardBy.get(name) ?? [])].sort(),
      payload: payload as Json,
    }),
  );
}

function hearersIn(app: INestApplicationContext): ReadonlyMap<string, ReadonlySet<string>> {
  const heardBy = new Map<string, Set<string>>();
  const add = (types: readonly EventType[], hearer: string) => {
    for (const { name } of types) heardBy.set(name, (heardBy.get(name) ?? new Set()).add(hearer));
  };
  for (const { metatype } of app.get(DiscoveryService, { strict: false }).getProviders()) {
    if (!metatype) continue;
    const job = Reflect.getMetadata(HANDLES_JOB, metatype) as JobHandlerOptions | undefined;
    if (job?.on) add([job.on].flat(), job.kind);
    add((Reflect.getMetadata(HEARS_EVENTS, metatype) as readonly EventType[] | undefined) ?? [], metatype.name);
  }
  return heardBy;
}

/** AsyncAPI 3: one channel of what clients are told, one of what stays among processes; one JSON Schema a payload. */
export function asyncApiDocument(events: readonly DescribedEvent[]): Json {
  const isInside = ({ audience }: DescribedEvent) => audience === 'processes';
  const outside = events.filter((event) => !isInside(event));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Comanda events',
      version: '1.0.0',
      description: DESCRIPTION,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
      tags: [{ name: 'events', description: 'Everything that is told' }],
    },
    defaultContentType: 'application/json',
    servers: {
      local: {
        host: 'localhost:8080',
        protocol: 'ws',
        description: 'A server of your own: Socket.IO, and plain WebSockets',
      },
    },
    channels: {
      clients: channel('What clients are told', '/', [...outside.map(({ name }) => name), RESYNC]),
      processes: channel(
        'What stays among Comanda’s processes',
        null,
        events.filter(isInside).map(({ name }) => name),
      ),
    },
    operations: {
      tellClients: operation('clients', 'Tells whoever may hear it', outside),
      tellToResync: {
        action: 'send',
        channel: { $ref: '#/channels/clients' },
        summary: 'Tells everybody to fetch anew',
        description: 'After a take-over of the database, or to a client whose `since` the log has not reached.',
        messages: [{ $ref: `#/channels/clients/messages/${RESYNC}` }],
      },
      tellProcesses: operation('processes', 'Has caches and jobs follow', events.filter(isInside)),
    },
    components: {
      messages: { ...Object.fromEntries(events.map((event) => [event.name, message(event)])), [RESYNC]: resync },
      schemas: Object.fromEntries(events.map(({ name, payload }) => [name, payload])),
    },
  };
}

const channel = (title: string, address: string | null, names: readonly string[]) => ({
  title,
  address,
  messages: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
});

const operation = (channelName: string, summary: string, events: readonly DescribedEvent[]) => ({
  action: 'send',
  description: `${summary}, once each, in the order of \`seq\`.`,
  channel: { $ref: `#/channels/${channelName}` },
  summary,
  messages: events.map(({ name }) => ({ $ref: `#/channels/${channelName}/messages/${name}` })),
});

const CURSOR = {
  type: 'string',
  description:
    'What to go on from: send the last one that you have as `after` of `GET /events`, or as `since` of a socket.',
};

/** No event: it is in no log, and is told to whoever is connected. */
const resync = {
  name: RESYNC,
  title: RESYNC,
  summary:
    'What you missed cannot be told, or what you were told may not have happened: fetch what you show anew, and go on from this `cursor`.',
  payload: {
    type: 'object',
    properties: {
      type: { const: RESYNC },
      seq: {
        type: ['integer', 'null'],
        minimum: 0,
        description: 'The last `seq` of the outlet; null for a client that hears several.',
      },
      cursor: CURSOR,
      payload: { type: 'object', additionalProperties: false },
    },
    required: ['type', 'seq', 'cursor', 'payload'],
  },
};

const message = ({ name, summary, owner, audience, told, heardBy }: DescribedEvent) => ({
  name,
  title: name,
  summary,
  'x-owner': owner,
  'x-audience': audience,
  'x-told-to': told,
  'x-heard-by': heardBy,
  payload: {
    type: 'object',
    properties: {
      id: { type: 'string', format: 'uuid' },
      seq: {
        type: 'integer',
        minimum: 1,
        description: 'Counts the events of the outlet.',
      },
      cursor: CURSOR,
      type: { const: name },
      occurred_at: { type: 'string', format: 'date-time' },
      outlet_id: { type: ['string', 'null'], format: 'uuid' },
      payload: { $ref: `#/components/schemas/${name}` },
    },
    required: ['id', 'seq', 'cursor', 'type', 'occurred_at', 'outlet_id', 'payload'],
  },
});
