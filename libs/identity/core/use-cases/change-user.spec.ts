import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock, SYSTEM, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { aUser } from '../../testing/a-user.js';
import {
  DirectUnitOfWork,
  InMemoryLoginSessions,
  KeptEmailChanges,
  KeptJobs,
  OneCommonPassword,
  KeptAccessChanges,
  KeptAudit,
  MonthOfRefreshing,
  PlainHasher,
} from '../../testing/fakes.js';
import { InMemoryUserRepository } from '../../testing/in-memory-user.repository.js';
import { Duties } from '../duties.js';
import { EmailNotice } from '../email-notice.js';
import type { User } from '../user.js';
import { AddUser } from './add-user.js';
import { ApplyAccountChanges } from './apply-account-changes.js';
import { ChangeUser, type ChangeUserInput } from './change-user.js';
import { DeleteUser } from './delete-user.js';
import { EnsureAccount } from './ensure-account.js';
import { HashSecrets } from './hash-secrets.js';
import { KeepAnAdmin } from './keep-an-admin.js';
import type { OpenLogin } from './open-login.js';
import { RegisterUser } from './register-user.js';
import { RemoveAccount } from './remove-account.js';
import { ResolveOutlets } from './resolve-outlets.js';

const CLOCK = new FixedClock(new Date('2026-03-02T12:00:00Z'));

class TwoOutlets extends OutletsApi {
  get = () => Promise.reject(new Error('not asked here'));
  list = async () => [{ id: 'jakarta' }, { id: 'sao-paulo' }] as Awaited<ReturnType<OutletsApi['list']>>;
}

const admin = aUser({ username: 'admin', role: 'ADMIN' });
const ADMIN: UserActor = { kind: 'user', id: admin.id, role: 'ADMIN', outletIds: [] };
let users: InMemoryUserRepository;
let sessions: InMemoryLoginSessions;
let access: KeptAccessChanges;
let audit: KeptAudit;
let duties: Duties;
let jobs: KeptJobs;
let emailChanges: KeptEmailChanges;
let addUser: AddUser;
let changeUser: ChangeUser;
let deleteUser: DeleteUser;

beforeEach(async () => {
  const unitOfWork = new DirectUnitOfWork();
  const outlets = new ResolveOutlets(new TwoOutlets());
  const hashSecrets = new HashSecrets(new PlainHasher(), new OneCommonPassword());
  duties = new Duties();
  jobs = new KeptJobs();
  emailChanges = new KeptEmailChanges();
  users = new InMemoryUserRepository();
  sessions = new InMemoryLoginSessions();
  access = new KeptAccessChanges();
  audit = new KeptAudit();
  const keepAnAdmin = new KeepAnAdmin(users);
  const apply = new ApplyAccountChanges(
    users,
    sessions,
    keepAnAdmin,
    access,
    audit,
    CLOCK,
    duties,
    new EmailNotice(emailChanges, jobs),
  );
  addUser = new AddUser(users, hashSecrets, outlets, audit, unitOfWork, CLOCK);
  changeUser = new ChangeUser(users, hashSecrets, outlets, apply, unitOfWork);
  deleteUser = new DeleteUser(
    new RemoveAccount(users, sessions, keepAnAdmin, access, audit, CLOCK, duties),
    unitOfWork,
  );
  await users.add(admin, { passwordHash: 'today:x' });
});

const LOGIN = { accessToken: 'access', refreshToken: 'refresh', expiresIn: 60 };

const change = (user: User, input: Partial<ChangeUserInput>) =>
  changeUser.execute({ actor: ADMIN, userId: user.id, changes: {}, secrets: {}, ...input });

describe('registering', () => {
  const register = async (input: Partial<Parameters<RegisterUser['execute']>[0]>, staffMayRegister = false) => {
    const settings = new MonthOfRefreshing(staffMayRegister);
    const logins = { execute: (user: User) => Promise.resolve({ ...LOGIN, user }) } as unknown as OpenLogin;
    const wanted = { username: 'siti', password: 'sambal-terasi', locale: 'id', ...input } as const;
    return (await new RegisterUser(addUser, logins, settings).execute(wanted)).user;
  };

  it('makes a customer without outlets', async () => {
    expect(await register({})).toMatchObject({ role: 'CUSTOMER', outletIds: [], locale: 'id' });
  });

  it('gives staff every outlet there is, or those that were named', async () => {
    expect((await register({ role: 'KASIR' }, true)).outletIds).toEqual(['jakarta', 'sao-paulo']);
    expect((await register({ username: 'joao', role: 'KASIR', outletIds: ['sao-paulo'] }, true)).outletIds).toEqual([
      'sao-paulo',
    ]);
  });

  it('needs a name to log in with, and outlets that exist', async () => {
    await expect(register({ username: undefined })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(register({ actor: ADMIN, role: 'WAITER', outletIds: ['mars'] })).rejects.toMatchObject({
      code: 'OUTLET_UNKNOWN',
      details: { outlet_ids: ['mars'] },
    });
  });

  it('takes composed and compatible letters for the same name', async () => {
    await register({ username: 'caf\u0065\u0301' });

    await expect(register({ username: 'CAF\u00C9' })).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  });
});

describe('ensuring an account', () => {
  it('makes it once', async () => {
    const ensure = new EnsureAccount(users, addUser);
    const account = { username: 'kasir', password: 'comanda-demo', pin: '1111', role: 'KASIR' } as const;

    const id = await ensure.execute(account);

    expect(await ensure.execute({ ...account, username: 'KASIR', password: 'other' })).toBe(id);
    expect((await users.accountById(id))?.passwordHash).toBe('today:comanda-demo');
  });
});

describe('changing a user', () => {
  it('tells every process when the role or the outlets change, and not for a name', async () => {
    const user = aUser({ role: 'KASIR', outletIds: ['jakarta'] });
    await users.add(user, {});

    await change(user, { changes: { name: 'Siti' } });
    expect(access.userIds).toEqual([]);

    await change(user, { changes: { role: 'WAITER' } });
    await change(user, { changes: { outletIds: ['sao-paulo'] } });
    expect(access.userIds).toEqual([user.id, user.id]);
  });

  it('gives every outlet to whoever becomes staff without a word about them', async () => {
    const user = aUser();
    await users.add(user, {});

    expect((await change(user, { changes: { role: 'WAITER' } })).outletIds).toEqual(['jakarta', 'sao-paulo']);
  });

  it('ends the logins when it sets a password, and audits that without the password', async () => {
    const user = aUser({ role: 'KASIR' });
    await users.add(user, {});
    await sessions.open({
      id: 's',
      userId: user.id,
      provedBy: 'password',
      at: new Date(),
      refreshHash: 'h',
      expiresAt: new Date(),
    });

    await change(user, { secrets: { password: 'another one', pin: '4826' } });

    expect(sessions.tokens.get('h')?.ended).toBe(true);
    expect(audit.entries.at(-1)).toMatchObject({
      action: 'user.changed',
      details: { fields: ['passwordHash', 'pinHash'] },
    });
  });

  it.each(['password', 'PASSWORD', ' Password ', 'rina-kasir', 'Rina-Kasir', 'rina@warung.example', 'rina.warung'])(
    'refuses the password %s: anybody would guess it',
    async (password) => {
      const user = aUser({ username: 'rina-kasir', email: 'rina.warung@warung.example' });
      await users.add(user, {});
      const email = password === 'rina@warung.example' ? password : undefined;

      await expect(change(user, { changes: { email }, secrets: { password } })).rejects.toMatchObject({
        code: 'PASSWORD_COMMON',
      });
      await expect(
        addUser.execute({ by: SYSTEM, username: 'rina-kasir', email, password, role: 'CUSTOMER', locale: 'en' }),
      ).rejects.toMatchObject({ code: password === 'rina.warung' ? 'USERNAME_TAKEN' : 'PASSWORD_COMMON' });
    },
  );

  it('owes a letter to the address that an account had, whoever changes it, and none to who cannot log in', async () => {
    const user = aUser({ email: 'old@warung.example' });
    await users.add(user, { passwordHash: 'today:x' });
    await change(user, { changes: { email: 'OLD@warung.example' } });
    expect(jobs.jobs).toEqual([]);

    await change(user, { changes: { email: 'new@warung.example' } });

    expect(emailChanges.changes).toMatchObject([{ userId: user.id, oldEmail: 'OLD@warung.example' }]);
    expect(jobs.jobs).toMatchObject([
      { kind: 'identity.tell-email-changed', payload: { change_id: emailChanges.changes[0]?.id } },
    ]);
    expect(JSON.stringify(jobs.jobs)).not.toContain('warung');
    const writtenDown = aUser({ email: 'typo@warung.example', hasLogin: false });
    await users.add(writtenDown, {});
    await change(writtenDown, { changes: { email: 'right@warung.example' } });
    expect(jobs.jobs).toHaveLength(1);
  });

  it('asks the duties before somebody goes, or loses a role or an outlet', async () => {
    const asked: unknown[] = [];
    duties.register({ assertEndable: async (_, after) => void asked.push(after && [after.role, ...after.outletIds]) });
    const user = aUser({ role: 'KASIR', outletIds: ['jakarta'] });
    await users.add(user, {});

    await change(user, { changes: { name: 'Siti' } });
    await change(user, { changes: { role: 'KITCHEN' } });
    await change(user, { changes: { outletIds: [] } });
    await deleteUser.execute({ actor: ADMIN, userId: user.id });

    expect(asked).toEqual([['KITCHEN', 'jakarta'], ['KITCHEN'], null]);
  });

  it('refuses a stale version and an unknown user', async () => {
    await expect(change(admin, { version: 9 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await expect(change(aUser(), {})).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  });

  it('keeps the last ADMIN from losing the role and from being deleted', async () => {
    await expect(change(admin, { changes: { role: 'KASIR' } })).rejects.toMatchObject({ code: 'LAST_ADMIN' });
    await expect(deleteUser.execute({ actor: ADMIN, userId: admin.id })).rejects.toMatchObject({ code: 'LAST_ADMIN' });

    await users.add(aUser({ role: 'ADMIN' }), {});
    await deleteUser.execute({ actor: ADMIN, userId: admin.id });
    expect(await users.find(admin.id)).toBeNull();
    expect(access.userIds).toEqual([admin.id]);
  });
});
