import { Injectable } from '@nestjs/common';

import { AuditLog, Clock, UnitOfWork } from '#libs/kernel';

import { AccessChanges, LoginSessionRepository, TokenMint, UserRepository } from '../identity.ports.js';
import { refreshTokenInvalid, refreshTokenReused } from '../model/identity.errors.js';
import type { Login } from '../model/login.js';
import { judge, type RefreshToken, type RefreshVerdict } from '../model/refresh-token.js';
import { sessionRevoked } from '../model/session-revoked.js';

interface Spent {
  readonly token: RefreshToken | null;
  readonly verdict: RefreshVerdict;
}

/** A new access token for a refresh token, which is spent. One that was spent long ago ends its login. */
@Injectable()
export class RefreshLogin {
  constructor(
    private readonly sessions: LoginSessionRepository,
    private readonly users: UserRepository,
    private readonly tokens: TokenMint,
    private readonly access: AccessChanges,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `REFRESH_TOKEN_REUSED`, `REFRESH_TOKEN_INVALID`. */
  async execute(refreshToken: string): Promise<Login> {
    // The verdict is thrown after the commit: a stolen token's family must stay ended.
    const { token, verdict } = await this.unitOfWork.run(() => this.spend(refreshToken));
    if (verdict === 'stolen') throw refreshTokenReused();
    const user = token && verdict !== 'dead' ? await this.users.find(token.userId) : null;
    if (!token || !user) throw refreshTokenInvalid();
    return {
      accessToken: this.tokens.accessToken({ userId: user.id, sessionId: token.sessionId, role: user.role }),
      expiresIn: this.tokens.accessTtlSeconds,
      refreshToken: this.tokens.successorOf(refreshToken),
      user,
    };
  }

  private async spend(refreshToken: string): Promise<Spent> {
    const token = await this.sessions.lockRefreshToken(this.tokens.digest(refreshToken));
    if (!token) return { token, verdict: 'dead' };
    const at = this.clock.now();
    const successorHash = this.tokens.digest(this.tokens.successorOf(refreshToken));
    const verdict = judge(token, at);
    if (verdict === 'rotate') {
      const expiresAt = new Date(at.getTime() + this.tokens.refreshTtlMs);
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
