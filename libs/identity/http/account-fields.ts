import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsUUID, Matches } from 'class-validator';

import { USER_ROLES } from '#libs/kernel';
import { LoginName, TextLength } from '#libs/platform';

import { parseRole } from '../core/model/roles.js';
import { LOCALES } from '../core/model/user.js';

const MOST_OUTLETS = 1000;

/** Letters, digits, dot, dash and underscore; never an @, which tells a name from an e-mail address. */
export const IsUsername = () =>
  applyDecorators(
    LoginName(),
    TextLength(3, 64),
    Matches(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]*$/u, {
      message: '$property may have letters, digits, dots, dashes and underscores, and begins with a letter or digit',
    }),
    ApiProperty({ example: 'siti' }),
  );

export const IsPassword = () => applyDecorators(TextLength(8, 256), ApiProperty({ format: 'password' }));

export const IsPin = () =>
  applyDecorators(
    Matches(/^\d{4,8}$/, { message: '$property must be 4 to 8 digits' }),
    ApiProperty({ format: 'password', pattern: String.raw`^\d{4,8}$` }),
  );

/** In any case; `user` is CUSTOMER, `cashier` is KASIR. */
export const IsRole = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (parseRole(value) ?? value) : value)),
    IsIn(USER_ROLES, { message: `$property must be one of ${USER_ROLES.join(', ')}` }),
    ApiProperty({ enum: USER_ROLES, example: 'KASIR' }),
  );

export const IsOutletIds = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      Array.isArray(value) ? value.map((id: unknown) => (typeof id === 'string' ? id.toLowerCase() : id)) : value,
    ),
    IsArray(),
    ArrayMaxSize(MOST_OUTLETS),
    ArrayUnique(),
    IsUUID('all', { each: true }),
    ApiProperty({ type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: MOST_OUTLETS }),
  );

export const IsLocale = () => applyDecorators(IsIn(LOCALES), ApiProperty({ enum: LOCALES, example: 'id' }));
