import { randomBytes } from 'node:crypto';

import type { SandboxClock } from '../../framework/clock.js';

export interface Token {
  readonly text: string;
  /** It is good there alone. */
  readonly environment: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

const LIVES_MS = 24 * 3_600_000;
const RENEWED_BEFORE_MS = 30 * 60_000;

/** A day's tokens: the same one is given until half an hour before its end. */
export class Tokens {
  private tokens: Token[] = [];

  constructor(private readonly clock: SandboxClock) {}

  take(environment: string): Token {
    const now = this.clock.now();
    const current = this.tokens.find(
      (one) => one.environment === environment && one.expiresAt - RENEWED_BEFORE_MS > now,
    );
    if (current) return current;
    const text = `eyJ${randomBytes(24).toString('base64url')}.${randomBytes(16).toString('base64url')}`;
    const token = { text, environment, issuedAt: now, expiresAt: now + LIVES_MS };
    this.tokens.push(token);
    return token;
  }

  isGood(text: string, environment: string): boolean {
    const known = this.tokens.find((one) => one.text === text && one.environment === environment);
    return known !== undefined && known.expiresAt > this.clock.now();
  }

  reset(): void {
    this.tokens = [];
  }
}
