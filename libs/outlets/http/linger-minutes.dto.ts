import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const LONGEST = 24 * 60;

/** Minutes that a sitting goes on after all of its bills are paid; null, as when left out: until somebody ends it. */
export const LingerMinutesField = () =>
  applyDecorators(
    ApiProperty({ type: Number, nullable: true, required: false, example: 30 }),
    IsOptional(),
    IsInt(),
    Min(1),
    Max(LONGEST),
  );
