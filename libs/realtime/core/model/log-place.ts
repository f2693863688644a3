/** A place in the event log that a client has come to. `epoch` is null when it sent the `seq` alone. */
export interface LogPlace {
  readonly seq: number;
  /** The history of the database that gave the `seq`: a standby that takes over may give it again, to another event. */
  readonly epoch: string | null;
}

/** A `cursor`, or a `seq`. */
export const PLACE = /^(?:([0-9A-F]{8})\.)?(\d{1,15})$/;

/** What clients send back to go on from a message; they need not look inside. */
export const cursorOf = (epoch: string, seq: number): string => `${epoch}.${seq}`;

/** Reads a `seq`, or the `cursor` of a message; undefined when it is neither. */
export function readPlace(text: string): LogPlace | undefined {
  const [, epoch, seq] = PLACE.exec(text) ?? [];
  return seq === undefined ? undefined : { seq: Number(seq), epoch: epoch ?? null };
}
