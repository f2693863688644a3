import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock, JobGivesUp, newId, unavailable } from '#libs/kernel';

import { anEmail } from '../../testing/an-email.js';
import {
  InMemoryNotificationLedger,
  InMemoryNotificationQueries,
} from '../../testing/in-memory-notification-ledger.js';
import { MailNotConfigured, MailRefused, MailRejected } from '../model/mailer.errors.js';
import { Mailer, type MailReceipt, type OutgoingMail } from '../notifications.ports.js';
import type { MailMessage } from '../model/mail-message.js';
import { DeliverMail, type DeliverMailInput } from './deliver-mail.js';

const AT = new Date('2026-03-02T12:00:00Z');

class ScriptedMailer extends Mailer {
  readonly asked: OutgoingMail[] = [];
  readonly script: (Error | 'ok')[] = [];

  send = async (mail: OutgoingMail): Promise<MailReceipt> => {
    this.asked.push(mail);
    const next = this.script.shift() ?? 'ok';
    if (next !== 'ok') throw next;
    return { mailer: 'resend', messageId: `m-${this.asked.length}` };
  };
}

let ledger: InMemoryNotificationLedger;
let mailer: ScriptedMailer;
let deliver: DeliverMail;
let input: DeliverMailInput;
const message: MailMessage = { kind: 'EMAIL_CHANGED', reader: { name: 'Ana', locale: 'pt-BR' } };

beforeEach(() => {
  [ledger, mailer] = [new InMemoryNotificationLedger(), new ScriptedMailer()];
  deliver = new DeliverMail(ledger, { emailOf: () => anEmail() }, mailer, new FixedClock(AT));
  input = {
    cause: 'order-placed/1',
    outletId: newId(),
    job: { id: newId(), isLastAttempt: false },
    mail: { to: { userId: newId(), address: 'ana@mail.example', name: 'Ana' }, message },
  };
});

const only = async () => (await new InMemoryNotificationQueries(ledger).page({}, { limit: 2, offset: 0 })).data[0];

describe('a mail', () => {
  it('is sent once, however often it is asked for, and noted without its address', async () => {
    await deliver.deliver(input);
    await deliver.deliver(input);

    expect(mailer.asked).toHaveLength(1);
    expect(await only()).toMatchObject({ status: 'SENT', sentAt: AT, messageId: 'm-1' });
    expect(JSON.stringify(await only())).not.toContain('ana@');
  });

  it('is asked for under the same key after silence, and under another after a refusal', async () => {
    mailer.script.push(new Error('silence'), new MailRefused('invalid_api_key'), 'ok');

    await expect(deliver.deliver(input)).rejects.toThrow('silence');
    await expect(deliver.deliver(input)).rejects.toThrow(MailRefused);
    await deliver.deliver(input);

    expect(mailer.asked.map(({ key }) => key)).toEqual(['order-placed/1', 'order-placed/1', 'order-placed/1/1']);
  });

  it.each([
    [new MailNotConfigured(), 'MailNotConfigured', 'PENDING'],
    [new MailRefused('daily_quota_exceeded'), 'daily_quota_exceeded', 'PENDING'],
    [new MailRejected('invalid_to_address'), 'invalid_to_address', 'FAILED'],
    [unavailable('PROVIDER_UNAVAILABLE', 'resend does not answer.'), 'PROVIDER_UNAVAILABLE', 'PENDING'],
    [Object.assign(new Error('x'), { reason: 'timed_out' }), 'timed_out', 'PENDING'],
  ])('that fails with %p waits, and shows %s', async (fault, lastError, status) => {
    mailer.script.push(fault);

    await expect(deliver.deliver(input)).rejects.toBe(fault);

    expect(await only()).toMatchObject({ status, lastError, attempts: 1 });
  });

  it('waits for a person when its job was tried for the last time', async () => {
    mailer.script.push(new MailNotConfigured());

    await expect(deliver.deliver({ ...input, job: { id: newId(), isLastAttempt: true } })).rejects.toThrow();

    expect(await only()).toMatchObject({ status: 'FAILED' });
  });

  it('that nobody can get is dropped, and what was owed with it', async () => {
    mailer.script.push(new MailNotConfigured());
    await expect(deliver.deliver(input)).rejects.toThrow();

    await deliver.deliver({ ...input, mail: null });

    expect(await only()).toBeUndefined();
    expect(mailer.asked).toHaveLength(1);
  });

  it('that is in hand elsewhere is not sent beside it', async () => {
    await ledger.claim({ ...input, kind: 'EMAIL_CHANGED', userId: newId(), jobId: newId() });

    await expect(deliver.deliver(input)).rejects.toMatchObject({ name: 'MailInHand' });

    expect(mailer.asked).toEqual([]);
  });

  it('whose address is wrong ends its job, and no other fault does', () => {
    expect(new MailRejected('x')).toBeInstanceOf(JobGivesUp);
    expect(new MailRefused('x')).not.toBeInstanceOf(JobGivesUp);
  });
});
