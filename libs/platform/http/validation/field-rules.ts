import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsUUID, Matches, ValidateIf } from 'class-validator';

import { Cleaned } from './request-shape.js';

/** The field may be left out, or be null, which is the same. Where null has a meaning of its own, use `@IsOptional`. */
export const IfGiven = () => ValidateIf((_, value) => value !== undefined);

/** A name, or another text of one line that people read: without space around it and without what nobody sees; a blank one is empty. */
export const Trimmed = () => Cleaned('name');

/** Free text of several lines: without control characters and space around it; a blank one is empty. */
export const FreeText = () => Cleaned('note');

/** A text that is typed or scanned, such as a sku, a barcode or a coupon's code: nothing invisible in it, every hyphen a `-`. */
export const Code = () => Cleaned('code');

/** A name to log in by, which may be an e-mail address: one way of writing it, so that look-alikes and composed letters are the same. */
export const LoginName = () => Cleaned('email');

/** A telephone number as people write it, with its spaces and hyphens; `IsPhone` keeps the digits alone. */
export const PhoneText = () => Cleaned('phone');

/** Eight digits when it is a CEP, however it is spelt; what else it is stays, for who knows the country. */
export const CepText = () => Cleaned('cep');

/** A Brazilian postal code in any of its spellings, kept as eight digits. */
export const IsCep = () =>
  applyDecorators(
    Cleaned('cep'),
    Matches(/^\d{8}$/, { message: '$property must be a CEP such as 01310-100' }),
    ApiProperty({ pattern: String.raw`^\d{2}\.?\d{3}-?\d{3}$` }),
  );

/** An id, in lower case whatever the client sends. */
export const IsId = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value)),
    IsUUID(),
    ApiProperty({ format: 'uuid' }),
  );

/** `true` or `false` of a query string as a boolean; what else is sent is left for `@IsBoolean` to refuse. */
export const FlagOfQuery = () =>
  Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));
