import { Injectable } from '@nestjs/common';

import { AuditLog, Clock } from '#libs/kernel';

import { AccessChanges, IdentitySettings, LoginSessionRepository, TokenMint } from '../identity.ports.js';
import { sessionRevoked } from '../session-revoked.js';
import { judge, type RefreshToken, type RefreshVerdict } from '../refresh-token.js';

interface Spent {
  readonly token: RefreshToken | null;
  readonly verdict: RefreshVerdict;
}

/** Inside a unit of work: judges a refresh token and does what follows from it. */
@Injectable()
export class SpendRefreshToken {
  constructor(
    private readonly sessions: LoginSessionRepository,
    private readonly tokens: TokenMint,
    private readonly access: AccessChanges,
    private readonly settings: IdentitySettings,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async execute(refreshToken: string): Promise<Spent> {
    const token = await this.sessions.lockRefreshToken(this.tokens.digest(refreshToken));
    if (!token) return { token, verdict: 'dead' };
    const at = this.clock.now();
    const successorHash = this.tokens.digest(this.tokens.successorOf(refreshToken));
    const verdict = judge(token, at);
    if (verdict === 'rotate') {
      const expiresAt = new Date(at.getTime() + this.settings.refreshTtl);
      await this.sessions.rotate(token, { hash: successorHash, at, expiresAt });
    }
    // The server's secret was changed since: the successor cannot be told any more.
    if (verdict === 'repeat' && token.successorHash !== successorHash) return { token, verdict: 'dead' };
    if (verdict === 'stolen' && (await this.sessions.end(token.sessionId, at))) {
      await this.access.announce(token.userId);
      await this.audit.record(sessionRevoked(token, 'refresh token reused'));
    }
    return { token, verdict };
  }
}
