import type { TableSession } from '../model/table-session.js';
import type { TableSessionRepository } from '../tables.ports.js';

/** The session that one became by joining others; itself when it joined none. */
export async function presentSession(
  session: TableSession,
  sessions: Pick<TableSessionRepository, 'find'>,
): Promise<TableSession> {
  let present = session;
  while (present.joinedInto !== null) {
    const next = await sessions.find([present.outletId], present.joinedInto);
    if (!next) break;
    present = next;
  }
  return present;
}
