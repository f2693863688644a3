import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';

/** A station is one word of lower-case letters, digits, - and _. */
export const STATION = /^[a-z0-9][a-z0-9_-]{0,31}$/;
export const stationMessage = 'station must be one word such as kitchen or bar';
export const LowerCased = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toLowerCase() : value)),
    ApiProperty({ pattern: STATION.source }),
  );
