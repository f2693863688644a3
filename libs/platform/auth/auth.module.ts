import { Global, Module } from '@nestjs/common';

import { AccessTokens } from './access-token.js';
import { Passwords } from './passwords.js';

/** Tokens and passwords. The Authenticator joins them to identity and tables, in the app's module. */
@Global()
@Module({ providers: [AccessTokens, Passwords], exports: [AccessTokens, Passwords] })
export class AuthModule {}
