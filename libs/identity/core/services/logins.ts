import { Injectable } from '@nestjs/common';

import { Clock, newId, UnitOfWork } from '#libs/kernel';

import { LoginSessionRepository, TokenMint } from '../identity.ports.js';
import type { Login } from '../model/login.js';
import type { SecretKind } from '../model/secret-tries.js';
import type { User } from '../model/user.js';

/** Opens login sessions for users who have proved who they are. */
@Injectable()
export class Logins {
  constructor(
    private readonly sessions: LoginSessionRepository,
    private readonly tokens: TokenMint,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async open(user: User, provedBy: SecretKind): Promise<Login> {
    const sessionId = newId();
    const refreshToken = this.tokens.refreshToken();
    const at = this.clock.now();
    await this.unitOfWork.run(() =>
      this.sessions.open({
        id: sessionId,
        userId: user.id,
        provedBy,
        at,
        refreshHash: this.tokens.digest(refreshToken),
        expiresAt: new Date(at.getTime() + this.tokens.refreshTtlMs),
      }),
    );
    return {
      accessToken: this.tokens.accessToken({ userId: user.id, sessionId, role: user.role }),
      expiresIn: this.tokens.accessTtlSeconds,
      refreshToken,
      user,
    };
  }
}
