import { Module, type Provider } from '@nestjs/common';

import { JobQueue } from '#libs/kernel';
import { AccountSessions, ENV, type Env } from '#libs/platform';
import { OutletsModule } from '#module/outlets';

import { AccountMail } from './core/account-mail.api.js';
import { AccountsApi } from './core/accounts.api.js';
import { CustomerAccounts } from './core/customer-accounts.api.js';
import { Duties } from './core/duties.js';
import { EmailNotice } from './core/email-notice.js';
import { IdentityApi } from './core/identity.api.js';
import {
  AccessChanges,
  AddressRepository,
  CommonPasswords,
  EmailChanges,
  IdentitySettings,
  LoginSessionRepository,
  LoginThrottle,
  PasswordResetRepository,
  SecretHasher,
  SecurityLog,
  TokenMint,
  UserQueries,
  UserRepository,
} from './core/identity.ports.js';
import { LocalAccountMail } from './core/local-account-mail.js';
import { LocalCustomerAccounts } from './core/local-customer-accounts.js';
import { LocalIdentity } from './core/local-identity.js';
import { PersonalData } from './core/personal-data.js';
import { AddAddress } from './core/use-cases/add-address.js';
import { AddCustomer } from './core/use-cases/add-customer.js';
import { AddUser } from './core/use-cases/add-user.js';
import { ApplyAccountChanges } from './core/use-cases/apply-account-changes.js';
import { ApproveAct } from './core/use-cases/approve-act.js';
import { ArmPasswordReset } from './core/use-cases/arm-password-reset.js';
import { AssertOwner } from './core/use-cases/assert-owner.js';
import { ChangeCustomer } from './core/use-cases/change-customer.js';
import { ChangeOwnProfile } from './core/use-cases/change-own-profile.js';
import { ChangeUser } from './core/use-cases/change-user.js';
import { DeleteUser } from './core/use-cases/delete-user.js';
import { EnsureAccount } from './core/use-cases/ensure-account.js';
import { EraseAccount } from './core/use-cases/erase-account.js';
import { EraseOwnAccount } from './core/use-cases/erase-own-account.js';
import { ExportOwnData } from './core/use-cases/export-own-data.js';
import { HashSecrets } from './core/use-cases/hash-secrets.js';
import { KeepAnAdmin } from './core/use-cases/keep-an-admin.js';
import { LogIn } from './core/use-cases/log-in.js';
import { LogOut } from './core/use-cases/log-out.js';
import { OpenLogin } from './core/use-cases/open-login.js';
import { ProveAccount } from './core/use-cases/prove-account.js';
import { RefreshLogin } from './core/use-cases/refresh-login.js';
import { RegisterUser } from './core/use-cases/register-user.js';
import { RemoveAccount } from './core/use-cases/remove-account.js';
import { RemoveAddress } from './core/use-cases/remove-address.js';
import { ReplaceAddress } from './core/use-cases/replace-address.js';
import { RequestPasswordReset } from './core/use-cases/request-password-reset.js';
import { ResetPassword } from './core/use-cases/reset-password.js';
import { ResolveOutlets } from './core/use-cases/resolve-outlets.js';
import { SetDefaultAddress } from './core/use-cases/set-default-address.js';
import { SpendRefreshToken } from './core/use-cases/spend-refresh-token.js';
import { SpendResetToken } from './core/use-cases/spend-reset-token.js';
import { SwitchByPin } from './core/use-cases/switch-by-pin.js';
import { Argon2SecretHasher } from './crypto/argon2-secret-hasher.js';
import { KeyedTokenMint } from './crypto/keyed-token-mint.js';
import { ListedCommonPasswords } from './crypto/listed-common-passwords.js';
import { AddressesController } from './http/addresses.controller.js';
import { AuthController } from './http/auth.controller.js';
import { BearerSession } from './http/bearer-session.js';
import { ProfileController } from './http/profile.controller.js';
import { SessionsController } from './http/sessions.controller.js';
import { UsersController } from './http/users.controller.js';
import { ExpireLogins } from './jobs/expire-logins.js';
import { AuditedSecurityLog } from './typeorm/audited-security-log.js';
import { CachedAccountSessions } from './typeorm/cached-account-sessions.js';
import { LoggedAccessChanges } from './typeorm/logged-access-changes.js';
import { SqlEmailChanges } from './typeorm/sql-email-changes.js';
import { SqlLoginSessionRepository } from './typeorm/sql-login-session.repository.js';
import { SqlLoginThrottle } from './typeorm/sql-login-throttle.js';
import { SqlPasswordResetRepository } from './typeorm/sql-password-reset.repository.js';
import { SqlUserQueries } from './typeorm/sql-user.queries.js';
import { SqlUserRepository } from './typeorm/sql-user.repository.js';
import { TypeOrmAddressRepository } from './typeorm/typeorm-address.repository.js';

const useCases: Provider[] = [
  AddAddress,
  AddCustomer,
  AddUser,
  ApplyAccountChanges,
  ApproveAct,
  ArmPasswordReset,
  AssertOwner,
  ChangeCustomer,
  ChangeOwnProfile,
  ChangeUser,
  DeleteUser,
  EnsureAccount,
  EraseAccount,
  EraseOwnAccount,
  ExportOwnData,
  HashSecrets,
  KeepAnAdmin,
  LogIn,
  LogOut,
  OpenLogin,
  ProveAccount,
  RefreshLogin,
  RegisterUser,
  RemoveAccount,
  RemoveAddress,
  ReplaceAddress,
  RequestPasswordReset,
  ResetPassword,
  ResolveOutlets,
  SetDefaultAddress,
  SpendRefreshToken,
  SpendResetToken,
  SwitchByPin,
];

const adapters: Provider[] = [
  CachedAccountSessions,
  { provide: AccessChanges, useClass: LoggedAccessChanges },
  { provide: AddressRepository, useClass: TypeOrmAddressRepository },
  { provide: CommonPasswords, useClass: ListedCommonPasswords },
  { provide: EmailChanges, useClass: SqlEmailChanges },
  { provide: LoginSessionRepository, useClass: SqlLoginSessionRepository },
  { provide: LoginThrottle, useClass: SqlLoginThrottle },
  { provide: PasswordResetRepository, useClass: SqlPasswordResetRepository },
  { provide: SecretHasher, useClass: Argon2SecretHasher },
  { provide: SecurityLog, useClass: AuditedSecurityLog },
  { provide: TokenMint, useClass: KeyedTokenMint },
  { provide: UserQueries, useClass: SqlUserQueries },
  { provide: UserRepository, useClass: SqlUserRepository },
  {
    provide: IdentitySettings,
    useFactory: (env: Env): IdentitySettings => ({
      staffMayRegister: env.ALLOW_STAFF_SELF_REGISTRATION,
      refreshTtl: env.REFRESH_TTL,
    }),
    inject: [ENV],
  },
];

/** Who somebody is and what they may do. */
@Module({
  imports: [OutletsModule],
  controllers: [AuthController, SessionsController, ProfileController, AddressesController, UsersController],
  providers: [
    ...useCases,
    ...adapters,
    BearerSession,
    Duties,
    PersonalData,
    {
      provide: EmailNotice,
      useFactory: (...parts: ConstructorParameters<typeof EmailNotice>) => new EmailNotice(...parts),
      inject: [EmailChanges, JobQueue],
    },
    ExpireLogins,
    {
      provide: AccountsApi,
      useFactory: (ensure: EnsureAccount): AccountsApi => ({ ensure: (account) => ensure.execute(account) }),
      inject: [EnsureAccount],
    },
    {
      provide: AccountMail,
      useFactory: (...parts: ConstructorParameters<typeof LocalAccountMail>) => new LocalAccountMail(...parts),
      inject: [ArmPasswordReset, UserQueries, EmailChanges],
    },
    {
      provide: CustomerAccounts,
      useFactory: (...parts: ConstructorParameters<typeof LocalCustomerAccounts>) =>
        new LocalCustomerAccounts(...parts),
      inject: [UserRepository, AddressRepository, AddCustomer, ChangeCustomer, RemoveAccount, EraseAccount],
    },
    {
      provide: IdentityApi,
      useFactory: (approveAct: ApproveAct, users: UserRepository, queries: UserQueries) =>
        new LocalIdentity(approveAct, users, queries),
      inject: [ApproveAct, UserRepository, UserQueries],
    },
  ],
  exports: [AccountMail, AccountsApi, CachedAccountSessions, CustomerAccounts, Duties, IdentityApi, PersonalData],
})
export class IdentityModule {}

/** What the platform’s guards, which know no module, ask about a token of an account. */
@Module({
  imports: [IdentityModule],
  providers: [{ provide: AccountSessions, useExisting: CachedAccountSessions }],
  exports: [AccountSessions],
})
export class IdentityPorts {}
