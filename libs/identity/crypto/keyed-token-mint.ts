import { createHash, createHmac, hkdfSync, randomBytes, randomInt } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import type { UserRole } from '#libs/kernel';
import { AccessTokens, DEVICE_TOKEN_PREFIX, ENV, type Env } from '#libs/platform';

import { TokenMint } from '../core/identity.ports.js';
import { CODE_ALPHABET, CODE_LENGTH } from '../core/model/device.js';

const BYTES = 32;

/**
 * Refresh tokens, devices' tokens and pairings are random; a successor, a reset token and an approval's grant are keyed digests of what they follow from, so that they can be told again
 * without being stored. The key is derived from `JWT_SECRET`.
 */
@Injectable()
export class KeyedTokenMint extends TokenMint {
  readonly refreshTtlMs: number;
  private readonly key: Buffer;

  constructor(
    private readonly accessTokens: AccessTokens,
    @Inject(ENV) env: Env,
  ) {
    super();
    this.refreshTtlMs = env.REFRESH_TTL;
    this.key = Buffer.from(hkdfSync('sha256', env.JWT_SECRET, '', 'comanda identity tokens', BYTES));
  }

  get accessTtlSeconds(): number {
    return this.accessTokens.ttlSeconds;
  }

  accessToken(login: { userId: string; sessionId: string; role: UserRole }): string {
    return this.accessTokens.sign(login);
  }

  refreshToken(): string {
    return `rt_${randomBytes(BYTES).toString('base64url')}`;
  }

  deviceToken(): string {
    return DEVICE_TOKEN_PREFIX + randomBytes(BYTES).toString('base64url');
  }

  pairingSecret(): string {
    return `dp_${randomBytes(BYTES).toString('base64url')}`;
  }

  pairingCode(): string {
    return Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');
  }

  successorOf(refreshToken: string): string {
    return `rt_${this.keyed('refresh', refreshToken)}`;
  }

  passwordResetToken(requestId: string): string {
    return `pr_${this.keyed('password-reset', requestId)}`;
  }

  approvalGrant(approvalId: string): string {
    return `ag_${this.keyed('approval-grant', approvalId)}`;
  }

  digest(text: string): string {
    return createHash('sha256').update(text).digest('base64url');
  }

  private keyed(purpose: string, text: string): string {
    return createHmac('sha256', this.key).update(`${purpose}\n${text}`).digest('base64url');
  }
}
