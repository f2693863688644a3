import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { newReason, type ReasonFields, reviseReason } from '../core/model/reason.js';
import type { ReasonRepository } from '../core/outlets.ports.js';

const NOON = new Date('2026-03-16T12:00:00Z');
const LATER = new Date('2026-03-16T13:00:00Z');

/** What a repository of reasons does; run on the fake and on PostgreSQL. */
export function reasonRepositoryContract(given: () => ReasonRepository): void {
  const stored = async (outletId: string, more: Partial<ReasonFields> = {}) => {
    const fields = { kind: 'COMP', label: 'Waited', translations: null, needsNote: false, active: true } as const;
    const reason = newReason(outletId, { ...fields, ...more }, NOON);
    await given().insert(reason);
    return reason;
  };

  describe('reasons', () => {
    it('come back as they were stored, to their own outlet, by kind and label', async () => {
      const [cafe, bakery] = [newId(), newId()];
      const cold = await stored(cafe, { kind: 'VOID', label: 'Cold', translations: { id: { name: 'Dingin' } } });
      const [waited, birthday] = [await stored(cafe, { needsNote: true }), await stored(cafe, { label: 'Birthday' })];
      await stored(bakery);

      expect(await given().ofOutlet(cafe)).toEqual([birthday, waited, cold]);
      expect(await given().find([cafe], cold.id)).toEqual(cold);
      expect(await given().find([bakery], cold.id)).toBeNull();
      expect(await given().find('all', cold.id)).toEqual(cold);
    });

    it('have a label of their own among those of their kind at an outlet', async () => {
      const cafe = newId();
      const first = await stored(cafe);
      await stored(cafe, { kind: 'VOID' });
      await stored(newId());

      await expect(stored(cafe, { label: 'WAITED' })).rejects.toMatchObject({ code: 'REASON_LABEL_TAKEN' });
      const other = await stored(cafe, { label: 'Other' });
      await expect(given().update(reviseReason(other, { label: 'waited' }, LATER))).rejects.toMatchObject({
        code: 'REASON_LABEL_TAKEN',
      });
      expect(await given().remove(first, LATER)).toBe(true);
      await expect(stored(cafe, { label: 'WAITED' })).resolves.toBeDefined();
    });

    it('are written over the version just before and over no other, and removed', async () => {
      const before = await stored(newId());
      const after = reviseReason(before, { active: false, translations: { en: { name: 'Late' } } }, LATER);

      expect(await given().update(after)).toBe(true);
      expect(await given().find('all', before.id)).toEqual(after);
      expect(await given().update(after)).toBe(false);
      expect(await given().remove(before, LATER)).toBe(false);
      expect(await given().remove(after, LATER)).toBe(true);
      expect(await given().find('all', before.id)).toBeNull();
      expect(await given().ofOutlet(before.outletId)).toEqual([]);
    });
  });
}
