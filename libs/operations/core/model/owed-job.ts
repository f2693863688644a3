/** Work that is owed: still to be done, or waiting for a person after it failed too often. */
export const OWED_STATUSES = ['PENDING', 'DEAD'] as const;
export type OwedStatus = (typeof OWED_STATUSES)[number];

export interface JobFilter {
  readonly status: OwedStatus;
  readonly kind?: string;
}
