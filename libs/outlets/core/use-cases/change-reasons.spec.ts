import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { InMemoryReasonRepository } from '../../testing/in-memory-reason.repository.js';
import { KnownOutlets } from '../../testing/known-outlets.js';
import { outletWorld } from '../../testing/outlet-world.js';
import { reasonRepositoryContract } from '../../testing/reason-repository.contract.js';
import type { ReasonFields } from '../model/reason.js';
import { OutletReasons } from '../services/outlet-reasons.js';
import { CreateReason } from './create-reason.js';
import { DeleteReason } from './delete-reason.js';
import { UpdateReason } from './update-reason.js';

describe('reasons', () => {
  const cafe = newId();
  let world: ReturnType<typeof outletWorld>;
  let reasons: OutletReasons;
  let create: CreateReason;
  let update: UpdateReason;
  let remove: DeleteReason;

  beforeEach(() => {
    world = outletWorld();
    const repository = new InMemoryReasonRepository();
    const outlets = new KnownOutlets({ id: cafe, currency: 'IDR' });
    reasons = new OutletReasons(repository, outlets);
    create = new CreateReason(repository, outlets, world.audit, world.unitOfWork, world.clock);
    update = new UpdateReason(repository, world.audit, world.unitOfWork, world.clock);
    remove = new DeleteReason(repository, world.audit, world.unitOfWork, world.clock);
  });

  const made = (more: Partial<ReasonFields> = {}, outletId = cafe) => {
    const fields = { kind: 'COMP', label: 'Waited', translations: null, needsNote: false, active: true } as const;
    return create.execute({ actor: world.admin, outletId, fields: { ...fields, ...more } });
  };
  const said = (reasonId: string, note?: string) =>
    reasons.wordsOf({ outletId: cafe, reasonId, kinds: ['COMP'], ...(note !== undefined && { note }) });

  it('leave an audit entry behind for each change, and none for a change of nothing', async () => {
    const { id } = await made();
    await update.execute({ actor: world.admin, id, changes: { label: 'Waited' } });
    await update.execute({ actor: world.admin, id, changes: { label: 'Waited long' }, version: 1 });
    await remove.execute({ actor: world.admin, id, version: 2 });

    expect(world.audit.entries.map(({ action, outletId, details }) => [action, outletId, details])).toEqual([
      ['reason.created', cafe, { kind: 'COMP', label: 'Waited' }],
      ['reason.updated', cafe, { kind: 'COMP', label: 'Waited long', fields: ['label'] }],
      ['reason.deleted', cafe, { kind: 'COMP', label: 'Waited long' }],
    ]);
    await expect(remove.execute({ actor: world.admin, id })).rejects.toMatchObject({ code: 'REASON_NOT_FOUND' });
  });

  it('are refused at an outlet that is not there or not theirs, and in an old version', async () => {
    await expect(made({}, newId())).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    const { id } = await made();
    const old = update.execute({ actor: world.admin, id, changes: { label: 'x' }, version: 2 });
    await expect(old).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    const foreign: UserActor = { ...world.admin, role: 'SUPERVISOR', outletIds: [newId()] };
    await expect(remove.execute({ actor: foreign, id })).rejects.toMatchObject({ code: 'REASON_NOT_FOUND' });
  });

  it('are told by kind to whoever works there', async () => {
    await made({ kind: 'VOID', label: 'Cold' });
    await made();

    expect((await reasons.of(world.admin, cafe)).map(({ label }) => label)).toEqual(['Waited', 'Cold']);
    expect((await reasons.of(world.admin, cafe, 'VOID')).map(({ label }) => label)).toEqual(['Cold']);
  });

  it('are said by their label, with the note behind it', async () => {
    const { id } = await made();

    expect(await said(id)).toBe('Waited');
    expect(await said(id, 'forty minutes')).toBe('Waited: forty minutes');
    expect(await said(id, 'x'.repeat(300))).toHaveLength(300);
  });

  it('are refused where they are for something else, need a note, are off, or of another outlet', async () => {
    const kind = await made({ kind: 'VOID', label: 'Cold' });
    const note = await made({ label: 'Other', needsNote: true });
    const off = await made({ label: 'Old', active: false });

    await expect(said(kind.id)).rejects.toMatchObject({ code: 'REASON_OF_OTHER_KIND', details: { kind: 'VOID' } });
    await expect(said(note.id)).rejects.toMatchObject({ code: 'REASON_NOTE_REQUIRED' });
    expect(await said(note.id, 'a wasp')).toBe('Other: a wasp');
    await expect(said(off.id)).rejects.toMatchObject({ code: 'REASON_INACTIVE' });
    const elsewhere = reasons.wordsOf({ outletId: newId(), reasonId: note.id, kinds: ['COMP'], note: 'x' });
    await expect(elsewhere).rejects.toMatchObject({ code: 'REASON_NOT_FOUND' });
  });
});

describe('InMemoryReasonRepository', () => {
  let repository: InMemoryReasonRepository;
  beforeEach(() => {
    repository = new InMemoryReasonRepository();
  });

  reasonRepositoryContract(() => repository);
});
