import type { PermissionKey, StaffRole } from '#libs/kernel';

/** How long a grant is good for. */
export const GRANT_MS = 2 * 60_000;
/** How long somebody waits for an answer from afar. */
export const WAITING_MS = 10 * 60_000;

/** A request that somebody wants to send, and needs an approval for. */
export interface WantedRequest {
  readonly method: string;
  readonly path: string;
  /** As it will be sent: it may name people, and is forgotten within a day. Never logged. */
  readonly body: Readonly<Record<string, unknown>>;
}

export const APPROVAL_STATUSES = ['WAITING', 'GRANTED', 'DENIED', 'EXPIRED', 'SPENT'] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

/** Somebody asks for an approval; once it is granted, it is good for exactly that request, once. */
export interface ApprovalRequest {
  readonly id: string;
  readonly outletId: string;
  readonly askedBy: string;
  readonly askedByRole: StaffRole;
  /** What the request needs. */
  readonly keys: readonly PermissionKey[];
  readonly request: WantedRequest;
  readonly reason: string | null;
  readonly status: ApprovalStatus;
  readonly decidedBy: string | null;
  readonly createdAt: Date;
  /** Of a request that waits, and of a grant. */
  readonly expiresAt: Date;
}

export type NewApproval = Omit<ApprovalRequest, 'status'> & {
  readonly status: 'WAITING' | 'GRANTED';
  readonly requestHash: string;
  readonly tokenHash: string;
};

export interface Decision {
  readonly status: 'GRANTED' | 'DENIED';
  readonly by: string;
  readonly at: Date;
  readonly expiresAt: Date;
}
