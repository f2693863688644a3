import type { User } from './user.js';

/** What a client gets for proving who its user is. */
export interface Login {
  readonly accessToken: string;
  /** Seconds that the access token is good for. */
  readonly expiresIn: number;
  readonly refreshToken: string;
  readonly user: User;
}
