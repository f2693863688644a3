/**
 * Members that change without the version of what they belong to. A resource that has one is sent each time, since its version does not say
 * whether the reader has it as it is now.
 */
const LIVE_MEMBERS = ['stock', 'session', 'shipping', 'payments', 'used'];

/** The ETag of a resource that has a version: that version, as `If-Match` takes it (`"7"`). Null for anything else. */
export function versionTag(body: object): string | null {
  const { version } = body as { version?: unknown };
  return Number.isSafeInteger(version) ? `"${String(version)}"` : null;
}

/** Whether whoever has this version has all of the resource. */
export const isAllVersioned = (body: object): boolean =>
  LIVE_MEMBERS.every((name) => isNothing((body as Readonly<Record<string, unknown>>)[name]));

const isNothing = (member: unknown): boolean =>
  member === undefined || member === null || (Array.isArray(member) && member.length === 0);

/** Whether `If-None-Match` names this ETag, or any. */
export function namesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}
