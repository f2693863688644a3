import { Injectable } from '@nestjs/common';

import { Clock, newId, UnitOfWork } from '#libs/kernel';

import { IdentitySettings, LoginSessionRepository, TokenMint } from '../identity.ports.js';
import type { Login } from '../login.js';
import type { SecretKind } from '../secret-tries.js';
import type { User } from '../user.js';

/** Opens a login session for a user who has proved who they are. */
@Injectable()
export class OpenLogin {
  constructor(
    private readonly sessions: LoginSessionRepository,
    private readonly tokens: TokenMint,
    private readonly settings: IdentitySettings,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute(user: User, provedBy: SecretKind): Promise<Login> {
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
        expiresAt: new Date(at.getTime() + this.settings.refreshTtl),
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
