import { z } from 'zod';

import { parseServers } from '../database/server-urls.js';
import { SERVICE_ROLES, type ServiceRole } from '../http/roles/service-roles.js';
import { parseDuration } from './duration.js';

interface DurationBounds {
  readonly least?: string;
  readonly most?: string;
}

/** Milliseconds. Nothing lasts no time or for years: both are slips of the pen that turn a limit, or a timer, off. */
export function duration(fallback: string, { least = '1ms', most = '365d' }: DurationBounds = {}) {
  const [from, to] = [parseDuration(least) ?? 1, parseDuration(most) ?? Infinity];
  return z
    .string()
    .default(fallback)
    .transform((text, context) => {
      const ms = parseDuration(text);
      if (ms !== undefined && ms >= from && ms <= to) return ms;
      context.addIssue({ code: 'custom' });
      return z.NEVER;
    })
    .describe(
      `a duration such as 24h, 5m or 60s, ${least === '1ms' ? 'above zero' : `at least ${least}`} and at most ${most}`,
    );
}

/** In digits alone: `0x50` and `1e3` are nobody's way to write one. */
export const wholeNumber = (fallback: number, min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .default(fallback)
    .describe(`a whole number from ${min} to ${max}`);

export const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'])
    .default(fallback ? 'true' : 'false')
    .transform((text) => text === 'true')
    .describe('true or false');

export const url = (protocols: RegExp, form: string) => z.url({ protocol: protocols }).describe(form);

export const databaseUrl = () =>
  z
    .string()
    .refine((text) => parseServers(text) !== undefined)
    .describe(
      'a PostgreSQL URL such as postgres://user:password@host:5432/comanda; with several hosts host1:5432,host2:5432 and target_session_attrs=read-write',
    );

/** Undefined: all of them. */
export const serviceRoles = () =>
  z
    .string()
    .default('all')
    .transform((text, context): readonly ServiceRole[] | undefined => {
      const names = new Set(text.split(',').map((name) => name.trim()));
      if (names.size === 1 && names.has('all')) return undefined;
      const roles = SERVICE_ROLES.filter((role) => names.has(role));
      if (roles.length === names.size) return roles;
      context.addIssue({ code: 'custom' });
      return z.NEVER;
    })
    .describe(`all, or a comma-separated list of ${SERVICE_ROLES.join(', ')}`);
