import type { Locale } from '#libs/identity';

import type { Letter } from './letter.js';
import { LETTER_WORDS } from './letter-words.js';
import { linkTo } from './links.js';

/** To the address that an account had. It names neither the new one nor a link: whoever reads it may be somebody else by now. */
export function emailChangedLetter({ name, locale }: { name: string | null; locale: Locale }): Letter {
  const { greeting, emailChanged } = LETTER_WORDS[locale];
  const { subject, text, closing } = emailChanged;
  return { locale, subject, greeting: greeting(name), paragraphs: [text], closing, signature: [] };
}

/** The way to a new password. The token is in the link alone. */
export function passwordLetter(
  { name, locale, token }: { name: string | null; locale: Locale; token: string },
  frontendUrl: string,
): Letter {
  const { greeting, reset } = LETTER_WORDS[locale];
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
