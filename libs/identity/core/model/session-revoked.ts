import type { AuditEntry } from '#libs/kernel';

interface EndedLogin {
  readonly userId: string;
  readonly sessionId: string;
}

/** What the audit log says of a login that ends before its time. */
export const sessionRevoked = (
  { userId, sessionId }: EndedLogin,
  why: 'logged out' | 'refresh token reused',
): AuditEntry => ({
  outletId: null,
  actor: { kind: 'user', id: userId, role: null },
  action: 'session.revoked',
  subjectType: 'session',
  subjectId: sessionId,
  reason: why,
});
