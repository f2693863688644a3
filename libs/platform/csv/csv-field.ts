import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn } from 'class-validator';

import { IfGiven } from '../http/validation/field-rules.js';
import { CSV_DELIMITERS, type CsvDelimiter } from './csv-writer.js';

const WORDS = Object.keys(CSV_DELIMITERS) as CsvDelimiter[];

const wordOf = (value: unknown): unknown => WORDS.find((word) => CSV_DELIMITERS[word] === value) ?? value;

/** The query parameter `delimiter` of everything that may be answered as CSV: a word, or the sign itself. */
export const CsvDelimiterField = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => wordOf(value)),
    IfGiven(),
    IsIn(WORDS, { message: `$property must be ${WORDS.join(', ')}, or the sign itself` }),
    ApiProperty({
      enum: WORDS,
      enumName: 'CsvDelimiter',
      required: false,
      description:
        'What stands between the cells of a CSV file: spreadsheets in Indonesian and Portuguese expect a semicolon, and get decimals with a comma then. A comma when left out.',
    }),
  );
