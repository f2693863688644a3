import { expect, it } from '@jest/globals';

import { passwordResetText } from './password-reset-text.js';

it.each([
  ['en', 'Choose a new password', 'Hello Siti,'],
  ['id', 'Buat kata sandi baru', 'Halo Siti,'],
  ['pt-BR', 'Escolha uma nova senha', 'Olá, Siti!'],
] as const)('writes in %s, with the link on a line of its own', (locale, subject, greeting) => {
  const mail = passwordResetText(locale, 'Siti', 'https://shop.example/reset-password?token=t');

  expect(mail.subject).toBe(subject);
  expect(mail.text.split('\n')).toEqual(
    expect.arrayContaining([greeting, 'https://shop.example/reset-password?token=t']),
  );
});
