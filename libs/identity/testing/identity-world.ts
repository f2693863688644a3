import { FixedClock, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { KeptAuditLog, PlainUnitOfWork } from '../../kernel/testing/index.js';
import type { User } from '../core/model/user.js';
import { AccountChanges } from '../core/services/account-changes.js';
import { AccountCreation } from '../core/services/account-creation.js';
import { AccountGuard } from '../core/services/account-guard.js';
import { AccountRemoval } from '../core/services/account-removal.js';
import { Duties } from '../core/services/duties.js';
import { EmailChangeNotice } from '../core/services/email-change-notice.js';
import { Logins } from '../core/services/logins.js';
import { OwnerCheck } from '../core/services/owner-check.js';
import { PersonalData } from '../core/services/personal-data.js';
import { SecretCheck } from '../core/services/secret-check.js';
import { SecretHashing } from '../core/services/secret-hashing.js';
import { StaffOutlets } from '../core/services/staff-outlets.js';
import {
  CountingThrottle,
  KeptAccessChanges,
  KeptEmailChanges,
  KeptJobs,
  KeptSecurityLog,
  OneCommonPassword,
  PlainHasher,
  ReadableTokens,
} from './fakes.js';
import { InMemoryAddressRepository } from './in-memory-address.repository.js';
import { InMemoryLoginSessionRepository } from './in-memory-login-session.repository.js';
import { InMemoryPasswordResetRepository } from './in-memory-password-reset.repository.js';
import { InMemoryUserRepository } from './in-memory-user.repository.js';

export const NOON = new Date('2026-03-02T12:00:00Z');

class TwoOutlets extends OutletsApi {
  get = () => Promise.reject(new Error('not asked here'));
  list = async () => [{ id: 'jakarta' }, { id: 'sao-paulo' }] as Awaited<ReturnType<OutletsApi['list']>>;
}

/** All that the use cases of identity need, in memory. There are two outlets, `jakarta` and `sao-paulo`. */
export function identityWorld() {
  const users = new InMemoryUserRepository();
  const [sessions, addresses] = [new InMemoryLoginSessionRepository(), new InMemoryAddressRepository()];
  const [tokens, hasher, throttle] = [new ReadableTokens(), new PlainHasher(), new CountingThrottle()];
  const [access, audit, securityLog] = [new KeptAccessChanges(), new KeptAuditLog(), new KeptSecurityLog()];
  const [jobs, emailChanges] = [new KeptJobs(), new KeptEmailChanges()];
  const [unitOfWork, clock] = [new PlainUnitOfWork(), new FixedClock(NOON)];
  const [duties, personalData] = [new Duties(), new PersonalData()];
  const staffOutlets = new StaffOutlets(new TwoOutlets());
  const secretHashing = new SecretHashing(hasher, new OneCommonPassword());
  const secretCheck = new SecretCheck(throttle, hasher, users, tokens, securityLog, unitOfWork);
  const guard = new AccountGuard(users, duties);
  const notice = new EmailChangeNotice(emailChanges, jobs);
  return {
    users,
    sessions,
    addresses,
    resets: new InMemoryPasswordResetRepository(users),
    tokens,
    hasher,
    access,
    audit,
    securityLog,
    jobs,
    emailChanges,
    unitOfWork,
    clock,
    duties,
    personalData,
    staffOutlets,
    secretHashing,
    secretCheck,
    accounts: new AccountCreation(users, secretHashing, staffOutlets, audit, unitOfWork, clock),
    accountChanges: new AccountChanges(users, sessions, guard, access, notice, audit, clock),
    accountRemoval: new AccountRemoval(users, sessions, guard, personalData, access, audit, unitOfWork, clock),
    logins: new Logins(sessions, tokens, unitOfWork, clock),
    ownerCheck: new OwnerCheck(users, sessions, secretCheck, clock),
  };
}

export const asActor = ({ id, role, outletIds }: User): UserActor => ({ kind: 'user', id, role, outletIds });
