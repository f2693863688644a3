import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsUUID, ValidateIf } from 'class-validator';

/** The field may be left out, but not be null (`@IsOptional` would let null through to a column that has none). */
export const IfGiven = () => ValidateIf((_, value) => value !== undefined);

/** Space around the text is not part of it. */
export const Trimmed = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

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
