/** A lost answer, or two tabs: within this time a spent token answers its successor again. */
export const GRACE_MS = 20_000;

/** What is kept of a refresh token; its text is kept nowhere. */
export interface RefreshToken {
  readonly hash: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly successorHash: string | null;
  /** The login was ended, or its user deleted. */
  readonly ended: boolean;
}

/**
 * What a presented token is worth. `rotate`: spend it and give its successor. `repeat`: give the successor that it got. `stolen`: it was
 * spent too long ago for an honest repeat, so whoever has it may have copied it and the whole family must end. `dead`: worth nothing.
 */
export type RefreshVerdict = 'rotate' | 'repeat' | 'stolen' | 'dead';

export function judge(token: RefreshToken, now: Date): RefreshVerdict {
  if (token.ended) return 'dead';
  if (token.usedAt) return now.getTime() - token.usedAt.getTime() <= GRACE_MS ? 'repeat' : 'stolen';
  return token.expiresAt > now ? 'rotate' : 'dead';
}
