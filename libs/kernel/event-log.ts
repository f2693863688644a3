import type { NewEvent } from './event-type.js';

/** Where facts leave through: joins the ambient transaction, and delivery starts after the commit. */
export abstract class EventLog {
  abstract append(events: readonly NewEvent[]): Promise<void>;
}
