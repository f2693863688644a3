import { serverNow } from '../shared/clock.js';
import type { Problem } from '../shared/problem.js';
import type { Scan } from './address.js';
import { loadMenu } from './load.js';
import { api, session, sitAt, sitting, stage } from './state.js';

/** What a scan of a code that opens nothing is answered with. */
const REFUSED = new Set(['TABLE_NOT_FOUND', 'VALIDATION_FAILED', 'FORBIDDEN', 'TOKEN_MISSING']);
const LEAST_WAIT_S = 1;

/**
 * Sits this phone down: with the token that it has, where that is of the table that was scanned; else with the code. A scan always wins over what the
 * phone remembers.
 */
export async function enter(scan: Scan | null): Promise<void> {
  stage.value = { name: 'starting' };
  // A phone that sat here before reads the menu while its token is looked at.
  if (sitting.value && (scan?.kind !== 'code' || scan.tableId === sitting.value.tableId)) void loadMenu();
  const token = scan?.kind === 'token' ? scan.token : session.token.value;
  if (token !== null && (await mayGoOn(token, scan))) return;
  if (scan?.kind === 'code') await sitDown(scan, () => void enter(scan));
  else if (stage.value.name === 'starting') stage.value = { name: token === null ? 'nobody' : 'ended' };
}

/** Whether that settles it: the token is good, or nobody can tell now. */
async function mayGoOn(token: string, scan: Scan | null): Promise<boolean> {
  const told = await api.post('/api/v1/table-sessions/validate', { body: { token } });
  if (!told.ok) {
    stop(told.problem, () => void enter(scan));
    return true;
  }
  const { valid, id, table_id: tableId, outlet_id: outletId } = told.data;
  if (!valid || !id || !tableId || !outletId) return false;
  if (scan?.kind === 'code' && scan.tableId !== tableId) return false;
  session.useToken(token);
  sit({ id, tableId, outletId });
  return true;
}

async function sitDown({ tableId, secret }: Extract<Scan, { kind: 'code' }>, again: () => void): Promise<void> {
  session.useToken(null);
  const told = await api.post('/api/v1/table-sessions', { body: { table_id: tableId, qr_secret: secret || 'none' } });
  if (!told.ok) {
    stop(told.problem, again);
    return;
  }
  session.useToken(told.data.token);
  sit({ id: told.data.id, tableId, outletId: told.data.outlet_id });
}

function sit(at: { id: string; tableId: string; outletId: string }): void {
  const before = sitting.value;
  sitAt({ ...at, tableName: before?.tableId === at.tableId ? before.tableName : '' });
  stage.value = { name: 'in' };
}

function stop(problem: Problem, again: () => void): void {
  if (problem.status === 429) {
    const seconds = Math.max(problem.retryAfter ?? LEAST_WAIT_S, LEAST_WAIT_S);
    stage.value = { name: 'waiting', until: serverNow() + seconds * 1_000 };
    setTimeout(again, seconds * 1_000);
  } else if (problem.code === 'TABLE_INACTIVE') stage.value = { name: 'inactive' };
  else if (REFUSED.has(problem.code)) stage.value = { name: 'refused' };
  else stage.value = { name: 'broken', problem };
}
