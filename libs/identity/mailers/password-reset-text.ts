import type { Locale } from '../core/user.js';

interface MailText {
  readonly subject: string;
  readonly greeting: (name: string | null) => string;
  readonly lines: readonly string[];
  readonly farewell: readonly string[];
}

const TEXTS: Readonly<Record<Locale, MailText>> = {
  en: {
    subject: 'Choose a new password',
    greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
    lines: ['Somebody, probably you, asked for a new password. Choose it here within one hour:'],
    farewell: ['If it was not you, do nothing: your password stays as it is.'],
  },
  id: {
    subject: 'Buat kata sandi baru',
    greeting: (name) => (name ? `Halo ${name},` : 'Halo,'),
    lines: ['Seseorang, mungkin Anda, meminta kata sandi baru. Buat di sini dalam satu jam:'],
    farewell: ['Jika bukan Anda, abaikan saja: kata sandi Anda tidak berubah.'],
  },
  'pt-BR': {
    subject: 'Escolha uma nova senha',
    greeting: (name) => (name ? `Olá, ${name}!` : 'Olá!'),
    lines: ['Alguém, provavelmente você, pediu uma nova senha. Escolha-a aqui em até uma hora:'],
    farewell: ['Se não foi você, não faça nada: sua senha continua a mesma.'],
  },
};

/** Plain text alone: every mail program shows it, and the link can be seen for what it is. */
export function passwordResetText(
  locale: Locale,
  name: string | null,
  link: string,
): { subject: string; text: string } {
  const { subject, greeting, lines, farewell } = TEXTS[locale];
  const text = [greeting(name), '', ...lines, '', link, '', ...farewell, ''].join('\n');
  return { subject, text };
}
