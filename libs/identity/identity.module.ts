import { Module, type Provider } from '@nestjs/common';

import { Clock, Permissions, UnitOfWork } from '#libs/kernel';
import { AccountSessions, DeviceSessions, ENV, type Env } from '#libs/platform';
import { OutletsModule } from '#module/outlets';

import { IdentityApi } from './core/identity.api.js';
import { IdentityFacade } from './core/identity.facade.js';
import {
  AccessChanges,
  AddressQueries,
  AddressRepository,
  ApprovalRepository,
  CommonPasswords,
  DeviceQueries,
  DeviceRepository,
  EmailChanges,
  KnownRequests,
  LoginSessionRepository,
  LoginThrottle,
  PairingRepository,
  PairingTries,
  PasswordResetRepository,
  PermissionRules,
  PresentedGrants,
  SecretHasher,
  SecurityLog,
  TokenMint,
  UserQueries,
  UserRepository,
} from './core/identity.ports.js';
import { AccountChanges } from './core/services/account-changes.js';
import { AccountCreation } from './core/services/account-creation.js';
import { AccountGuard } from './core/services/account-guard.js';
import { AccountRemoval } from './core/services/account-removal.js';
import { ApprovalDecisions } from './core/services/approval-decisions.js';
import { ApprovalRequests } from './core/services/approval-requests.js';
import { Approvals } from './core/services/approvals.js';
import { CustomerAccounts } from './core/services/customer-accounts.js';
import { Duties } from './core/services/duties.js';
import { EmailChangeNotice } from './core/services/email-change-notice.js';
import { GrantedPermissions } from './core/services/granted-permissions.js';
import { Logins } from './core/services/logins.js';
import { OwnDataExport } from './core/services/own-data.js';
import { OwnerCheck } from './core/services/owner-check.js';
import { PermissionBook } from './core/services/permission-book.js';
import { PermissionChanges } from './core/services/permission-changes.js';
import { PermissionViews } from './core/services/permission-views.js';
import { PersonalData } from './core/services/personal-data.js';
import { SecretCheck } from './core/services/secret-check.js';
import { SecretHashing } from './core/services/secret-hashing.js';
import { StaffOutlets } from './core/services/staff-outlets.js';
import { AddAddress } from './core/use-cases/add-address.js';
import { ApproveDevicePairing } from './core/use-cases/approve-device-pairing.js';
import { ArmPasswordReset } from './core/use-cases/arm-password-reset.js';
import { ChangeDevice } from './core/use-cases/change-device.js';
import { ChangeOwnProfile } from './core/use-cases/change-own-profile.js';
import { ChangeUser } from './core/use-cases/change-user.js';
import { CollectDevicePairing } from './core/use-cases/collect-device-pairing.js';
import { CreateApproval } from './core/use-cases/create-approval.js';
import { CreateUser } from './core/use-cases/create-user.js';
import { DeleteUser } from './core/use-cases/delete-user.js';
import { DenyApproval } from './core/use-cases/deny-approval.js';
import { EnsureAccount } from './core/use-cases/ensure-account.js';
import { EraseOwnAccount } from './core/use-cases/erase-own-account.js';
import { GrantApproval } from './core/use-cases/grant-approval.js';
import { LogIn } from './core/use-cases/log-in.js';
import { LogOut } from './core/use-cases/log-out.js';
import { RefreshLogin } from './core/use-cases/refresh-login.js';
import { RegisterUser } from './core/use-cases/register-user.js';
import { RemoveAddress } from './core/use-cases/remove-address.js';
import { ReplaceAddress } from './core/use-cases/replace-address.js';
import { ReplaceOwnProfile } from './core/use-cases/replace-own-profile.js';
import { ReplacePermissionRules } from './core/use-cases/replace-permission-rules.js';
import { RequestApproval } from './core/use-cases/request-approval.js';
import { RequestDevicePairing } from './core/use-cases/request-device-pairing.js';
import { RequestPasswordReset } from './core/use-cases/request-password-reset.js';
import { ResetPassword } from './core/use-cases/reset-password.js';
import { RevokeDevice } from './core/use-cases/revoke-device.js';
import { SetDefaultAddress } from './core/use-cases/set-default-address.js';
import { SwitchByPin } from './core/use-cases/switch-by-pin.js';
import { Argon2SecretHasher } from './crypto/argon2-secret-hasher.js';
import { KeyedTokenMint } from './crypto/keyed-token-mint.js';
import { ListedCommonPasswords } from './crypto/listed-common-passwords.js';
import { AddressesController } from './http/addresses.controller.js';
import { ApprovalsController } from './http/approvals.controller.js';
import { AuthController } from './http/auth.controller.js';
import { BearerSession } from './http/bearer-session.js';
import { DevicePairingsController } from './http/device-pairings.controller.js';
import { DevicesController } from './http/devices.controller.js';
import { PermissionsController } from './http/permissions.controller.js';
import { ProfileController } from './http/profile.controller.js';
import { SessionsController } from './http/sessions.controller.js';
import { UsersController } from './http/users.controller.js';
import { ExpireLogins } from './jobs/expire-logins.js';
import { FollowPermissionEvents } from './jobs/follow-permission-events.js';
import { SharedPairingTries } from './limits/shared-pairing-tries.js';
import { ContextGrants } from './requests/context-grants.js';
import { RoutedRequests } from './requests/routed-requests.js';
import { AuditedSecurityLog } from './typeorm/audited-security-log.js';
import { CachedAccountSessions } from './typeorm/cached-account-sessions.js';
import { CachedDeviceSessions } from './typeorm/cached-device-sessions.js';
import { LoggedAccessChanges } from './typeorm/logged-access-changes.js';
import { SqlApprovalRepository } from './typeorm/sql-approval.repository.js';
import { SqlDeviceQueries } from './typeorm/sql-device.queries.js';
import { SqlDeviceRepository } from './typeorm/sql-device.repository.js';
import { SqlEmailChanges } from './typeorm/sql-email-changes.js';
import { SqlLoginSessionRepository } from './typeorm/sql-login-session.repository.js';
import { SqlLoginThrottle } from './typeorm/sql-login-throttle.js';
import { SqlPairingRepository } from './typeorm/sql-pairing.repository.js';
import { SqlPasswordResetRepository } from './typeorm/sql-password-reset.repository.js';
import { SqlPermissionRules } from './typeorm/sql-permission-rules.js';
import { SqlUserQueries } from './typeorm/sql-user.queries.js';
import { SqlUserRepository } from './typeorm/sql-user.repository.js';
import { TypeOrmAddressQueries } from './typeorm/typeorm-address.queries.js';
import { TypeOrmAddressRepository } from './typeorm/typeorm-address.repository.js';

const useCases: Provider[] = [
  AddAddress,
  ApproveDevicePairing,
  ArmPasswordReset,
  ChangeDevice,
  ChangeOwnProfile,
  ChangeUser,
  CollectDevicePairing,
  CreateApproval,
  CreateUser,
  DeleteUser,
  DenyApproval,
  EnsureAccount,
  EraseOwnAccount,
  GrantApproval,
  LogIn,
  LogOut,
  RefreshLogin,
  {
    provide: RegisterUser,
    useFactory: (accounts: AccountCreation, logins: Logins, env: Env) =>
      new RegisterUser(accounts, logins, env.ALLOW_STAFF_SELF_REGISTRATION),
    inject: [AccountCreation, Logins, ENV],
  },
  RemoveAddress,
  ReplaceAddress,
  ReplaceOwnProfile,
  ReplacePermissionRules,
  RequestApproval,
  {
    provide: RequestDevicePairing,
    useFactory: (pairings: PairingRepository, tokens: TokenMint, unitOfWork: UnitOfWork, clock: Clock, env: Env) =>
      new RequestDevicePairing(pairings, tokens, unitOfWork, clock, env.RATE_LIMIT_ENABLED ? undefined : Infinity),
    inject: [PairingRepository, TokenMint, UnitOfWork, Clock, ENV],
  },
  RequestPasswordReset,
  ResetPassword,
  RevokeDevice,
  SetDefaultAddress,
  SwitchByPin,
];

const services: Provider[] = [
  AccountChanges,
  AccountCreation,
  AccountGuard,
  AccountRemoval,
  ApprovalDecisions,
  ApprovalRequests,
  Approvals,
  CustomerAccounts,
  Duties,
  EmailChangeNotice,
  GrantedPermissions,
  Logins,
  OwnDataExport,
  OwnerCheck,
  PermissionBook,
  PermissionChanges,
  PermissionViews,
  PersonalData,
  SecretCheck,
  SecretHashing,
  StaffOutlets,
];

const adapters: Provider[] = [
  CachedAccountSessions,
  CachedDeviceSessions,
  { provide: AccessChanges, useClass: LoggedAccessChanges },
  { provide: AddressQueries, useClass: TypeOrmAddressQueries },
  { provide: AddressRepository, useClass: TypeOrmAddressRepository },
  { provide: ApprovalRepository, useClass: SqlApprovalRepository },
  { provide: CommonPasswords, useClass: ListedCommonPasswords },
  { provide: DeviceQueries, useClass: SqlDeviceQueries },
  { provide: DeviceRepository, useClass: SqlDeviceRepository },
  { provide: EmailChanges, useClass: SqlEmailChanges },
  { provide: KnownRequests, useClass: RoutedRequests },
  { provide: LoginSessionRepository, useClass: SqlLoginSessionRepository },
  { provide: LoginThrottle, useClass: SqlLoginThrottle },
  { provide: PairingRepository, useClass: SqlPairingRepository },
  { provide: PairingTries, useClass: SharedPairingTries },
  { provide: PasswordResetRepository, useClass: SqlPasswordResetRepository },
  { provide: PermissionRules, useClass: SqlPermissionRules },
  { provide: PresentedGrants, useClass: ContextGrants },
  { provide: SecretHasher, useClass: Argon2SecretHasher },
  { provide: SecurityLog, useClass: AuditedSecurityLog },
  { provide: TokenMint, useClass: KeyedTokenMint },
  { provide: UserQueries, useClass: SqlUserQueries },
  { provide: UserRepository, useClass: SqlUserRepository },
];

/** Who somebody is and what they may do. */
@Module({
  imports: [OutletsModule],
  controllers: [
    AuthController,
    SessionsController,
    ProfileController,
    AddressesController,
    UsersController,
    DevicePairingsController,
    DevicesController,
    PermissionsController,
    ApprovalsController,
  ],
  providers: [
    ...useCases,
    ...services,
    ...adapters,
    BearerSession,
    ExpireLogins,
    FollowPermissionEvents,
    IdentityFacade,
    { provide: IdentityApi, useExisting: IdentityFacade },
  ],
  exports: [CachedAccountSessions, CachedDeviceSessions, Duties, GrantedPermissions, IdentityApi, PersonalData],
})
export class IdentityModule {}

/** What the platform’s guards, which know no module, ask about a token and about permissions, and what every module asks about these. */
@Module({
  imports: [IdentityModule],
  providers: [
    { provide: AccountSessions, useExisting: CachedAccountSessions },
    { provide: DeviceSessions, useExisting: CachedDeviceSessions },
    { provide: Permissions, useExisting: GrantedPermissions },
  ],
  exports: [AccountSessions, DeviceSessions, Permissions],
})
export class IdentityPorts {}
