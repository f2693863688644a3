import { createHash } from 'node:crypto';

import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, SYSTEM } from '#libs/kernel';
import { type Database, NO_OUTLET, withRequest } from '#libs/platform';

import { AuditChainVerifier } from '../../../libs/operations/core/services/audit-chain-verifier.js';
import { SqlAuditSeals } from '../../../libs/operations/typeorm/sql-audit-seals.js';
import { AuditSealer } from '../../../libs/platform/events/audit-sealer.js';
import { SqlAuditLog } from '../../../libs/platform/events/sql-audit-log.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

const [jakarta, bandung] = [newId(), newId()];
const by = (id: string, role: 'KASIR' | 'CUSTOMER' = 'KASIR') => ({ kind: 'user', id, role }) as const;
const silent = { warn: () => undefined, info: () => undefined };

interface Seal {
  readonly n: number;
  readonly entry_id: string;
  readonly entry_hash: string;
  readonly previous_hash: string | null;
  readonly hash: string;
}

describe('the chain over the audit log', () => {
  let store: TestDatabase;
  let database: Database;
  let log: SqlAuditLog;
  let sealer: AuditSealer;
  let verifier: AuditChainVerifier;

  beforeEach(async () => {
    store = await createTestDatabase();
    database = await connect(store, [], 8);
    log = new SqlAuditLog(database);
    sealer = new AuditSealer(database, silent as never);
    verifier = new AuditChainVerifier(new SqlAuditSeals(database));
  });

  const record = (action: string, outletId: string | null = jakarta, actor = by(newId())) =>
    log.record({ outletId, actor, action, subjectType: 'order', subjectId: 'a', details: { z: 1, a: [action] } });
  const written = async (count: number, outletId = jakarta) => {
    for (let n = 1; n <= count; n++) await record(`order.step_${n}`, outletId);
    await sealer.pass();
  };
  const sealsOf = (outletId: string) =>
    store.query<Seal>(
      'SELECT n::int, entry_id, entry_hash, previous_hash, hash FROM audit_seals WHERE outlet_id = $1 ORDER BY n',
      [outletId],
    );
  const actionsOf = async (outletId: string) =>
    (
      await store.query<{ action: string }>(
        'SELECT action FROM audit_seals s JOIN audit_log a ON a.id = s.entry_id WHERE s.outlet_id = $1 ORDER BY n',
        [outletId],
      )
    ).map(({ action }) => action);
  /** As somebody who owns the database does it. */
  const forge = async (...statements: string[]) => {
    await store.query('ALTER TABLE audit_log DISABLE TRIGGER USER; ALTER TABLE audit_seals DISABLE TRIGGER USER');
    for (const statement of statements) await store.query(statement);
    await store.query('ALTER TABLE audit_log ENABLE TRIGGER USER; ALTER TABLE audit_seals ENABLE TRIGGER USER');
  };
  const entryAt = (n: number) => `(SELECT entry_id FROM audit_seals WHERE outlet_id = '${jakarta}' AND n = ${n})`;
  const faultOf = async () => {
    const { fault, entries } = await verifier.verify({ outletId: jakarta });
    return fault && { n: fault.n, code: fault.code, entries };
  };

  it('counts the entries of each outlet, and those of none, apart, and ties each to the one before it', async () => {
    await written(3);
    await record('order.first', bandung);
    await record('user.updated', null);
    await sealer.pass();
    await written(1);

    const seals = await sealsOf(jakarta);
    expect(await actionsOf(jakarta)).toEqual(['order.step_1', 'order.step_2', 'order.step_3', 'order.step_1']);
    expect(await actionsOf(bandung)).toEqual(['order.first']);
    expect(await actionsOf(NO_OUTLET)).toEqual(['user.updated']);
    expect(seals.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
    expect(seals.map(({ previous_hash }) => previous_hash)).toEqual([
      null,
      ...seals.slice(0, 3).map(({ hash }) => hash),
    ]);
    for (const { n, entry_hash, previous_hash, hash } of seals) {
      const text = `{"entry_hash":"${entry_hash}","n":${n},"previous_hash":${previous_hash ? `"${previous_hash}"` : 'null'}}`;
      expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
    }
    expect(await log.head(jakarta)).toEqual({ n: 4, hash: seals[3]?.hash });
    expect(await log.head(newId())).toBeNull();
    expect(await verifier.verify({ outletId: jakarta })).toMatchObject({ entries: 4, unsealed: 0, fault: null });
    expect(await verifier.verify({})).toMatchObject({ entries: 1, fault: null });
    expect(await verifier.verify({ outletId: newId() })).toMatchObject({ entries: 0, sealedTo: null, fault: null });
  });

  it('seals an entry after its commit, behind what was committed before it', async () => {
    let commit: () => void = () => undefined;
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    let begun: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const slow = database.run(async () => {
      await record('order.slow');
      begun();
      await mayCommit;
    });
    await hasBegun;
    await record('order.quick');

    await sealer.pass();
    expect(await actionsOf(jakarta)).toEqual(['order.quick']);
    commit();
    await slow;
    expect(await verifier.verify({ outletId: jakarta })).toMatchObject({ entries: 1, unsealed: 1, fault: null });
    await sealer.pass();

    expect(await actionsOf(jakarta)).toEqual(['order.quick', 'order.slow']);
    expect(await faultOf()).toBeNull();
  });

  it('is one chain, without a gap or a repeat, of several processes that seal while many write', async () => {
    const processes = [sealer, new AuditSealer(await connect(store, [], 4), silent as never)];
    let isOver = false;
    const sealing = processes.map(async (process) => {
      while (!isOver) await process.pass();
    });
    await Promise.all(
      Array.from({ length: 6 }, async (_, writer) => {
        for (let n = 0; n < 50; n++) await record(`order.${writer}_${n}`, n % 3 === 0 ? bandung : jakarta);
      }),
    );
    isOver = true;
    await Promise.all(sealing);
    await sealer.pass();

    expect((await sealsOf(jakarta)).map(({ n }) => n)).toEqual(Array.from({ length: 198 }, (_, n) => n + 1));
    expect(new Set(await actionsOf(bandung)).size).toBe(102);
    expect(await verifier.verify({ outletId: jakarta })).toMatchObject({ entries: 198, unsealed: 0, fault: null });
    expect(await verifier.verify({ outletId: bandung })).toMatchObject({ entries: 102, unsealed: 0, fault: null });
  });

  it('refuses that an entry or a seal is changed or removed', async () => {
    await written(2);

    for (const statement of [
      `UPDATE audit_log SET action = 'order.paid'`,
      `UPDATE audit_log SET sealed = false`,
      `UPDATE audit_log SET reason = 'better so'`,
      `UPDATE audit_log SET client_address = '203.0.113.9'`,
      `UPDATE audit_log SET occurred_at = now()`,
      `DELETE FROM audit_log`,
      `TRUNCATE audit_log`,
      `UPDATE audit_seals SET hash = entry_hash`,
      `DELETE FROM audit_seals`,
      `TRUNCATE audit_seals`,
    ]) {
      await expect(store.query(statement)).rejects.toThrow(/never changed or removed/);
    }
    expect(await faultOf()).toBeNull();
  });

  it.each([
    ['changed', `UPDATE audit_log SET details = '{"amount": 1}' WHERE id = $3`, { n: 3, code: 'ENTRY_CHANGED' }],
    [
      'given to somebody else',
      `UPDATE audit_log SET actor_id = gen_random_uuid() WHERE id = $3`,
      { n: 3, code: 'ENTRY_CHANGED' },
    ],
    [
      'moved to another outlet',
      `UPDATE audit_log SET outlet_id = gen_random_uuid() WHERE id = $3`,
      { n: 3, code: 'ENTRY_REMOVED' },
    ],
    ['removed', `DELETE FROM audit_log WHERE id = $3`, { n: 3, code: 'ENTRY_REMOVED' }],
  ])('shows an entry that was %s', async (_, statement, fault) => {
    await written(5);
    const [seal] = (await sealsOf(jakarta)).slice(2);

    await forge(statement.replace('$3', `'${seal?.entry_id}'`));

    expect(await faultOf()).toEqual({ ...fault, entries: 2 });
  });

  it('shows a seal that was removed with its entry, in the middle and at the end', async () => {
    await written(5);
    await forge(`DELETE FROM audit_log WHERE id = ${entryAt(5)}`, 'DELETE FROM audit_seals WHERE n = 5');
    expect(await faultOf()).toEqual({ n: 5, code: 'SEAL_MISSING', entries: 4 });

    await forge(`DELETE FROM audit_log WHERE id = ${entryAt(2)}`, 'DELETE FROM audit_seals WHERE n = 2');
    expect(await faultOf()).toEqual({ n: 2, code: 'SEAL_MISSING', entries: 1 });
  });

  it('shows entries that changed places', async () => {
    await written(5);

    await forge(
      'ALTER TABLE audit_seals DROP CONSTRAINT audit_seals_one_an_entry',
      `UPDATE audit_seals SET entry_id = CASE n WHEN 2 THEN ${entryAt(4)} ELSE ${entryAt(2)} END WHERE n IN (2, 4)`,
    );

    expect(await faultOf()).toEqual({ n: 2, code: 'ENTRY_CHANGED', entries: 1 });
  });

  it('shows seals that changed places', async () => {
    await written(5);

    await forge(
      'UPDATE audit_seals SET n = -n + 100 WHERE n IN (2, 4)',
      'UPDATE audit_seals SET n = n - 94 WHERE n = 96',
      'UPDATE audit_seals SET n = n - 94 WHERE n = 98',
    );

    expect(await faultOf()).toEqual({ n: 2, code: 'LINK_BROKEN', entries: 1 });
  });

  it('shows an entry that was put in among the others', async () => {
    await written(5);
    await forge(
      'UPDATE audit_seals SET n = n + 100 WHERE n > 2',
      'UPDATE audit_seals SET n = n - 99 WHERE n > 100',
      `INSERT INTO audit_log (id, outlet_id, actor_kind, action, subject_type, subject_id, sealed)
       VALUES ('${newId()}', '${jakarta}', 'system', 'order.approved', 'order', 'a', true)`,
      `INSERT INTO audit_seals (outlet_id, n, entry_id, entry_hash, previous_hash, hash)
       SELECT '${jakarta}', 3, a.id, s.entry_hash, s.hash, s.entry_hash FROM audit_log a, audit_seals s WHERE a.action = 'order.approved' AND s.n = 2`,
    );

    expect(await faultOf()).toEqual({ n: 3, code: 'LINK_BROKEN', entries: 2 });
  });

  it('shows an entry that was put in later and claims to be of before', async () => {
    await written(3);
    await store.query(
      `INSERT INTO audit_log (id, outlet_id, actor_kind, action, subject_type, subject_id, occurred_at)
       VALUES ($1, $2, 'system', 'order.approved', 'order', 'a', now() - interval '2 hours')`,
      [newId(), jakarta],
    );
    await sealer.pass();

    expect(await faultOf()).toEqual({ n: 4, code: 'ENTRY_BACKDATED', entries: 3 });
  });

  it('stands when a person is erased', async () => {
    const ana = newId();
    await withRequest({ requestId: newId(), clientAddress: '203.0.113.7' }, () =>
      log.record({
        outletId: jakarta,
        actor: by(ana, 'CUSTOMER'),
        action: 'order.cancelled',
        subjectType: 'order',
        subjectId: 'a',
        reason: 'I am ill',
      }),
    );
    await log.record({
      outletId: jakarta,
      actor: SYSTEM,
      action: 'order.expired',
      subjectType: 'order',
      subjectId: 'b',
    });
    await sealer.pass();

    await log.forget(ana);

    expect(await store.query('SELECT client_address, reason FROM audit_log WHERE actor_id = $1', [ana])).toEqual([
      { client_address: null, reason: null },
    ]);
    expect(await faultOf()).toBeNull();
  });

  it('is held against what the Zs told of it', async () => {
    await written(4);
    const told = (await sealsOf(jakarta))[3];
    await store.query(
      `CREATE OR REPLACE VIEW shifts_audit_heads AS SELECT $1::uuid AS outlet_id, 7::bigint AS number, 4::bigint AS n, $2::text AS hash`
        .replace('$1', `'${jakarta}'`)
        .replace('$2', `'${told?.hash}'`),
    );
    expect(await faultOf()).toBeNull();

    // The tail is cut off, and the chain's end moved to hide it.
    await forge(
      `DELETE FROM audit_log WHERE id IN (${entryAt(3)}, ${entryAt(4)})`,
      'DELETE FROM audit_seals WHERE n > 2',
      'UPDATE audit_chains SET last_n = n, last_hash = hash FROM audit_seals s WHERE s.outlet_id = audit_chains.outlet_id AND n = 2',
    );
    expect((await verifier.verify({ outletId: jakarta })).fault).toEqual({
      n: 3,
      code: 'SEAL_MISSING',
      entryId: null,
      report: 7,
    });

    // Two others take the place of what is gone.
    await written(2);
    expect((await verifier.verify({ outletId: jakarta })).fault).toMatchObject({
      n: 4,
      code: 'HEAD_DIFFERS',
      report: 7,
    });
  });

  it('is read from a period on, and up to one', async () => {
    await written(3);
    const hour = 3_600_000;

    const until = (from: number, to: number) =>
      verifier.verify({
        outletId: jakarta,
        period: { whole: { from: new Date(Date.now() + from), to: new Date(Date.now() + to) }, apart: [] },
      });
    expect(await until(-hour, hour)).toMatchObject({ entries: 3, fault: null });
    expect(await until(-900 * hour, -800 * hour)).toMatchObject({ entries: 0, fault: null });
  });
});
