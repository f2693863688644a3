import { createHmac, timingSafeEqual } from 'node:crypto';

const AUDIENCE = 'propay';
const LEEWAY_S = 30;

/**
 * Whether a bearer token is a JWT that the shop signed for ProPay: HS256 and nothing else, `aud` names ProPay, not past its `exp`
 * (30 s of leeway). The caller's clock is the wall's, so `now` is too, in milliseconds.
 */
export function isServiceToken(authorization: string | undefined, secret: string, now: number): boolean {
  const [, token = ''] = /^Bearer (\S+)$/.exec(authorization ?? '') ?? [];
  const [header = '', claims = '', signature = ''] = token.split('.');
  if (token.split('.').length !== 3 || partOf(header)?.['alg'] !== 'HS256') return false;
  const wanted = createHmac('sha256', secret).update(`${header}.${claims}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false;
  const { aud, exp } = partOf(claims) ?? {};
  const isForUs = Array.isArray(aud) ? aud.includes(AUDIENCE) : aud === AUDIENCE;
  return isForUs && typeof exp === 'number' && exp + LEEWAY_S > now / 1000;
}

function partOf(part: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
