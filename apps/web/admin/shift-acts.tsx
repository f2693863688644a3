import type { JSX } from 'preact';

import { toast } from '../shared/ui/toast.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import type { ScreenProps } from './admin.js';
import { finish } from './finish.js';
import { FormSheet } from './form.js';
import { amountIn, textIn } from './form-values.js';
import type { Shift } from './shapes.js';

interface ShiftActProps extends ScreenProps {
  readonly shift: Shift;
  readonly onClose: () => void;
  readonly onDone: () => void | Promise<void>;
}

/** The second step of a close: somebody else than whoever counted looks at it, and may count again. */
export function AuditSheet({ admin, outlet, shift, onClose, onDone }: ShiftActProps): JSX.Element {
  const { admin: words } = t.value;
  const { currency } = outlet;
  return (
    <FormSheet
      title={words.audit}
      onClose={onClose}
      submit={words.audit}
      fields={[
        { kind: 'money', name: 'recount', label: words.recount, hint: words.recountHint, currency },
        { kind: 'text', name: 'note', label: words.auditNote, hint: words.auditHint, rows: 2, maxLength: 500 },
      ]}
      values={{ recount: '', note: '' }}
      onSubmit={async (values) => {
        const [recount, note] = [amountIn(values, 'recount', currency), textIn(values, 'note')];
        const told = await admin.api.post('/api/v1/shifts/{id}/audit', {
          params: { path: { id: shift.id } },
          key: newId(),
          body: { ...(recount !== null && { recount }), ...(note && { note }) },
        });
        return finish(told, async () => {
          toast(words.audited);
          await onDone();
        });
      }}
    />
  );
}

interface AdjustSheetProps extends ShiftActProps {
  readonly tenders: readonly { readonly id: string; readonly name: string; readonly method: string }[];
}

/** Money that was found or missed after the Z: the next one tells of it. */
export function AdjustSheet({ admin, outlet, shift, tenders, onClose, onDone }: AdjustSheetProps): JSX.Element {
  const { admin: words } = t.value;
  const { currency } = outlet;
  return (
    <FormSheet
      title={words.adjust}
      onClose={onClose}
      submit={words.save}
      fields={[
        {
          kind: 'choice',
          name: 'sign',
          label: words.adjustSign,
          options: (['FOUND', 'MISSING'] as const).map((value) => ({ value, label: words.adjustSigns[value] })),
        },
        {
          kind: 'choice',
          name: 'method',
          label: words.method,
          options: [
            { value: 'cash', label: words.methods.cash },
            ...tenders.map(({ id, name }) => ({ value: id, label: name })),
          ],
        },
        { kind: 'money', name: 'amount', label: words.adjustAmount, currency, required: true },
        {
          kind: 'text',
          name: 'reason',
          label: words.adjustWhy,
          hint: words.adjustHint,
          required: true,
          rows: 2,
          maxLength: 300,
        },
      ]}
      values={{ sign: 'FOUND', method: 'cash', amount: '', reason: '' }}
      onSubmit={async (values) => {
        const tender = tenders.find(({ id }) => id === textIn(values, 'method'));
        const amount = amountIn(values, 'amount', currency) ?? 0;
        const told = await admin.api.post('/api/v1/shifts/{id}/adjustments', {
          params: { path: { id: shift.id } },
          key: newId(),
          body: {
            ...(tender ? { method: tender.method as 'other', tender_id: tender.id } : { method: 'cash' as const }),
            amount: textIn(values, 'sign') === 'MISSING' ? -amount : amount,
            reason: textIn(values, 'reason'),
          },
        });
        return finish(told, async () => {
          toast(words.adjusted);
          await onDone();
        });
      }}
    />
  );
}
