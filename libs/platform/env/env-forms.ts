import { z } from 'zod';

import { parseDuration } from './duration.js';

export const duration = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text, context) => parseDuration(text) ?? (context.addIssue({ code: 'custom' }), z.NEVER))
    .describe('a duration such as 24h, 5m or 60s');

export const wholeNumber = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback).describe(`a whole number from ${min} to ${max}`);

export const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'])
    .default(fallback ? 'true' : 'false')
    .transform((text) => text === 'true')
    .describe('true or false');

export const url = (protocols: RegExp, form: string) => z.url({ protocol: protocols }).describe(form);
