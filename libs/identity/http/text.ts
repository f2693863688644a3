import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { buildMessage, ValidateBy } from 'class-validator';

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

const isWithin = (length: number, min: number, max: number): boolean => length >= min && length <= max;
