import { JobGivesUp } from '#libs/kernel';

/** Neither `RESEND_API_KEY` nor `SMTP_URL` is set. */
export class MailNotConfigured extends Error {
  constructor() {
    super('RESEND_API_KEY and SMTP_URL are not set');
    this.name = 'MailNotConfigured';
  }
}

/** The mailer took nothing, for a reason that a person may put right: a key, a quota, a sender's domain. `code` is its stable word. */
export class MailRefused extends Error {
  constructor(readonly code: string) {
    super(`The mailer refused: ${code}`);
    this.name = 'MailRefused';
  }
}

/** The mailer will never take this mail: nobody has the address, or it is none. */
export class MailRejected extends JobGivesUp {
  constructor(readonly code: string) {
    super(`The mailer rejected: ${code}`);
    this.name = 'MailRejected';
  }
}

/** Another process is sending this very mail. */
export class MailInHand extends Error {
  constructor() {
    super('This mail is being sent');
    this.name = 'MailInHand';
  }
}
