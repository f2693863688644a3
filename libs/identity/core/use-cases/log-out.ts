import { Injectable } from '@nestjs/common';

import { AuditLog, Clock, UnitOfWork } from '#libs/kernel';

import { refreshTokenInvalid } from '../model/identity.errors.js';
import { sessionRevoked } from '../model/session-revoked.js';
import { AccessChanges, LoginSessionRepository, TokenMint } from '../identity.ports.js';

/** The login to end: by the session of an access token, or by a refresh token when that has expired. */
export type LogOutInput = { readonly userId: string; readonly sessionId: string } | { readonly refreshToken: string };

@Injectable()
export class LogOut {
  constructor(
    private readonly sessions: LoginSessionRepository,
    private readonly tokens: TokenMint,
    private readonly access: AccessChanges,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute(input: LogOutInput): Promise<void> {
    await this.unitOfWork.run(async () => {
      const login =
        'sessionId' in input ? input : await this.sessions.lockRefreshToken(this.tokens.digest(input.refreshToken));
      if (!login) throw refreshTokenInvalid();
      if (!(await this.sessions.end(login.sessionId, this.clock.now()))) return;
      await this.access.announce(login.userId);
      await this.audit.record(sessionRevoked(login, 'logged out'));
    });
  }
}
