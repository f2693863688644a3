import type { LoggedEvent } from '#libs/kernel';

/** An event as other systems read it: CloudEvents 1.0, structured mode. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** The event's own id: whoever gets it twice drops the second. */
  readonly id: string;
  readonly source: '/comanda';
  readonly type: string;
  /** What it happened to: `outlets/<id>`, or `installation`. */
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** Extension: its number among the events of its subject. It grows; numbers of events that are not told are left out. */
  readonly seq: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export const CLOUD_EVENT = 'application/cloudevents+json';

/** Without the guest's session and the customer: who they are is not for other systems, unless the payload says it to the staff. */
export const toCloudEvent = ({ id, seq, type, outletId, occurredAt, payload }: LoggedEvent): CloudEvent => ({
  specversion: '1.0',
  id,
  source: '/comanda',
  type,
  subject: outletId === null ? 'installation' : `outlets/${outletId}`,
  time: occurredAt.toISOString(),
  datacontenttype: 'application/json',
  seq,
  data: payload,
});

/** `<outlet>.<type>`; events of no outlet are `installation.<type>`. */
export const routingKeyOf = ({ outletId, type }: LoggedEvent): string => `${outletId ?? 'installation'}.${type}`;
