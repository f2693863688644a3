import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';

import { IfGiven } from './field-rules.js';

/** The field may be absent, or null, which is the same (see `asMeant`). Where null has a meaning of its own, use `@IsOptional`. */
export const Optional = () => applyDecorators(IfGiven(), ApiPropertyOptional());
