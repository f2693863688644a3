import type { Locale } from '#libs/identity';

import type { Letter } from './letter.js';
import { LETTER_WORDS } from './letter-words.js';
import { linkTo } from './links.js';

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
