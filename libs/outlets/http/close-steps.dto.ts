import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

import { IfGiven } from '#libs/platform';

import { CLOSE_STEPS } from '../core/outlets.api.js';

export type { CloseSteps } from '../core/outlets.api.js';

/** In how many steps an outlet closes a shift; in one when left out. No default in the contract: what has one is never optional in generated types. */
export const CloseStepsField = () =>
  applyDecorators(
    ApiProperty({ enum: CLOSE_STEPS, enumName: 'CloseSteps', required: false }),
    IfGiven(),
    IsIn(CLOSE_STEPS),
  );
