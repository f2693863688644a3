import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { buildMessage, IsEmail, Matches, ValidateBy } from 'class-validator';
import { cpf } from 'cpf-cnpj-validator';

import { ruleBroken } from '#libs/kernel';

import { isCnpj } from './cnpj.js';
import { Code, Trimmed } from './field-rules.js';
import { Cleaned } from './request-shape.js';

const LONGEST_EMAIL = 254;

/**
 * A text of so many characters, as PostgreSQL counts them. class-validator's own Length leaves out variation selectors, so that a text
 * of a megabyte may pass as empty.
 */
export const TextLength = (min: number, max: number) =>
  applyDecorators(
    ValidateBy({
      name: 'isLength',
      validator: {
        validate: (value) => typeof value === 'string' && isWithin([...value].length, min, max),
        defaultMessage: buildMessage(() => `$property must have ${min} to ${max} characters`),
      },
    }),
    ApiProperty({ minLength: min, maxLength: max }),
  );

export const IsEmailAddress = () =>
  applyDecorators(
    Cleaned('email'),
    IsEmail({}, { message: '$property must be an e-mail address' }),
    TextLength(3, LONGEST_EMAIL),
    ApiProperty({ example: 'siti@warung.example' }),
  );

export const IsPersonName = () =>
  applyDecorators(Trimmed(), TextLength(1, 120), ApiProperty({ example: 'Siti Rahma' }));

/** Kept as digits alone, with the + of a country's code. */
export const IsPhone = () =>
  applyDecorators(
    Cleaned('phone'),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.replace(/[\s().-]/g, '') : value)),
    Matches(/^\+?\d{5,20}$/, { message: '$property must be a telephone number' }),
    ApiProperty({ example: '+55 11 91234-5678', pattern: String.raw`^\+?[\d\s().-]{5,40}$` }),
  );

export const IsCpfText = () =>
  applyDecorators(
    Code(),
    Matches(/^[\d.-]{11,14}$/, { message: '$property must be eleven digits, with or without dots and dash' }),
    ApiProperty({ example: '529.982.247-25', pattern: String.raw`^[\d.-]{11,14}$` }),
  );

/** The digits of a CPF whose check digits are right; absent and null stay as they are. Throws `CPF_INVALID` (422), without the number. */
export function cpfDigits<T extends string | null | undefined>(text: T): T {
  if (text === null || text === undefined) return text;
  if (!cpf.isValid(text)) throw ruleBroken('CPF_INVALID', 'This CPF does not exist: its check digits are wrong.');
  return cpf.strip(text) as T;
}

/** Kept without punctuation, in capitals: since 2026 the first twelve places may be letters. */
export const IsCnpjText = () =>
  applyDecorators(
    Code(),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? bareCnpj(value) : value)),
    Matches(/^[0-9A-Z]{12}\d{2}$/, { message: '$property must be 14 characters, the last two of them digits' }),
    ApiProperty({ example: '11.222.333/0001-81', pattern: String.raw`^[\dA-Za-z./\s-]{14,40}$` }),
  );

/** The state's number of a company (inscrição estadual): digits, or ISENTO for one that is exempt. */
export const IsStateRegistration = () =>
  applyDecorators(
    Code(),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? value.replace(/[.\s/-]/g, '').toUpperCase() : value,
    ),
    Matches(/^(\d{2,14}|ISENTO)$/, { message: '$property must be 2 to 14 digits, or ISENTO' }),
    ApiProperty({ example: '111222333444', pattern: String.raw`^[\dA-Za-z./\s-]{2,40}$` }),
  );

/** A CNPJ without punctuation, in capitals; no check of its digits. */
export const bareCnpj = (text: string): string => text.toUpperCase().replace(/[./\s\p{Cf}-]/gu, '');

/** A CNPJ whose check digits are right; absent and null stay as they are. Throws `CNPJ_INVALID` (422), without the number. */
export function checkedCnpj<T extends string | null | undefined>(text: T): T {
  if (text === null || text === undefined) return text;
  if (!isCnpj(text)) throw ruleBroken('CNPJ_INVALID', 'This CNPJ does not exist: its check digits are wrong.');
  return text;
}

const isWithin = (length: number, min: number, max: number): boolean => length >= min && length <= max;
