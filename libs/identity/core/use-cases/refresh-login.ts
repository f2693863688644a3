import { Injectable } from '@nestjs/common';

import { UnitOfWork } from '#libs/kernel';

import { refreshTokenInvalid, refreshTokenReused } from '../identity.errors.js';
import { TokenMint, UserRepository } from '../identity.ports.js';
import type { Login } from '../login.js';
import { SpendRefreshToken } from './spend-refresh-token.js';

/** A new access token for a refresh token, which is spent. One that was spent long ago ends its login. */
@Injectable()
export class RefreshLogin {
  constructor(
    private readonly spendRefreshToken: SpendRefreshToken,
    private readonly users: UserRepository,
    private readonly tokens: TokenMint,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(refreshToken: string): Promise<Login> {
    // The verdict is thrown after the commit: a stolen token's family must stay ended.
    const { token, verdict } = await this.unitOfWork.run(() => this.spendRefreshToken.execute(refreshToken));
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
}
