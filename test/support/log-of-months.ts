/** The first instant of a month, so many months from this one. */
export function monthFrom(months: number, now = new Date()): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months));
}

interface Store {
  query(text: string, values?: unknown[]): Promise<{ name?: unknown }[]>;
}

/** As after half a year of selling: the log's months begin six months ago. For an empty log. */
export async function makeLogOfMonths(store: Store): Promise<void> {
  const until = monthFrom(-6).toISOString();
  await store.query('ALTER TABLE events DETACH PARTITION events_before');
  await store.query('ALTER TABLE events_before DROP CONSTRAINT events_before_months');
  for (const { name } of await store.query("SELECT name FROM event_months WHERE name <> 'events_before'")) {
    await store.query(`DROP TABLE ${String(name)}`);
  }
  await store.query(`ALTER TABLE events ATTACH PARTITION events_before FOR VALUES FROM (MINVALUE) TO ('${until}')`);
  await store.query("DELETE FROM event_months WHERE name <> 'events_before'");
  await store.query('UPDATE event_months SET ends_at = $1', [until]);
  await store.query('SELECT make_event_months(3)');
}
