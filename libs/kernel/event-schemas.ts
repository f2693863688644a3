/** Members that the payloads of events share, as JSON Schema. Money is in minor units of the event's `currency`. */
export const json = {
  id: { type: 'string', format: 'uuid' },
  idOrNull: { type: ['string', 'null'], format: 'uuid' },
  text: { type: 'string' },
  textOrNull: { type: ['string', 'null'] },
  integer: { type: 'integer' },
  /** ISO 8601 in UTC. */
  instant: { type: 'string', format: 'date-time' },
  flag: { type: 'boolean' },
  /** ISO 4217. */
  currency: { type: 'string', minLength: 3, maxLength: 3 },
} as const;
