import type { Email } from '../core/model/email.js';
import type { Reader } from '../core/model/mail-message.js';
import { EMAIL_WORDS } from './email-words.js';
import { linkTo } from './links.js';

/** To the address that an account had. It names neither the new one nor a link: whoever reads it may be somebody else by now. */
export function emailChangedEmail({ name, locale }: Reader): Email {
  const { greeting, emailChanged } = EMAIL_WORDS[locale];
  const { subject, text, closing } = emailChanged;
  return { locale, subject, greeting: greeting(name), paragraphs: [text], closing, signature: [] };
}

/** The way to a new password. The token is in the link alone. */
export function passwordResetEmail({ name, locale }: Reader, token: string, frontendUrl: string): Email {
  const { greeting, reset } = EMAIL_WORDS[locale];
  return {
    locale,
    subject: reset.subject,
    greeting: greeting(name),
    paragraphs: [reset.text],
    link: { label: reset.link, url: linkTo(frontendUrl, 'reset-password', { token }) },
    closing: reset.closing,
    signature: [],
  };
}
