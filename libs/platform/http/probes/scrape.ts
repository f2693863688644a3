import { timingSafeEqual } from 'node:crypto';

/** Whether who asks for metrics may have them: everybody when there is no METRICS_TOKEN, else who sends it as a bearer token. */
export function mayScrape(token: string | undefined, authorization: string | undefined): boolean {
  if (!token) return true;
  const [given, expected] = [Buffer.from(authorization ?? ''), Buffer.from(`Bearer ${token}`)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
