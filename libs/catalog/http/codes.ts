import { Transform } from 'class-transformer';
import { buildMessage, ValidateBy } from 'class-validator';

import { cleanBarcode, isBrokenCode } from '../core/model/barcode.js';

export const CleanBarcode = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? cleanBarcode(value) : value));

/** Refuses what a spreadsheet made of a long number. */
export const IsWholeCode = () =>
  ValidateBy({
    name: 'isWholeCode',
    validator: {
      validate: (value) => typeof value !== 'string' || !isBrokenCode(value),
      defaultMessage: buildMessage(
        () =>
          '$property lost its last digits in a spreadsheet, which took it for a number: make the column a text there and type the code again',
      ),
    },
  });
