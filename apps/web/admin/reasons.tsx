import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { asSeen } from './as-seen.js';
import type { ScreenProps } from './admin.js';
import { EditableRows, type SheetActs } from './editable-rows.js';
import { finish } from './finish.js';
import { FormSheet } from './form.js';
import { type FormField, textIn } from './form-values.js';
import { Shown, useTold } from './told.js';

type Reason = Schemas['ReasonResponse'];
type Kind = Schemas['ReasonKind'];

const KINDS: readonly Kind[] = ['VOID', 'COMP', 'DISCOUNT', 'PRICE', 'REFUND', 'NO_SALE', 'WASTE', 'REOPEN'];

/** What staff choose from when they say why something is off a bill, or the drawer was opened. */
export function ReasonsScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { admin: words, reasons: said } = t.value;
  const told = useTold(
    () => admin.api.get('/api/v1/reasons', { params: { query: { outlet_id: outlet.id } } }),
    [outlet.id],
  );
  return (
    <Shown told={told}>
      {({ data }) => (
        <>
          <p class="quiet">{said.hint}</p>
          <EditableRows
            rows={data}
            add={said.add}
            none={said.none}
            nameOf={({ label }) => label}
            cells={({ label, kind, active }) => (
              <>
                <strong>{label}</strong>
                <span>{said.kinds[kind]}</span>
                <span class="quiet">{active ? '' : words.inactive}</span>
              </>
            )}
            sheet={(reason, acts) => <ReasonSheet admin={admin} outlet={outlet} reason={reason} {...acts} />}
            onChanged={told.reload}
          />
        </>
      )}
    </Shown>
  );
}

interface ReasonSheetProps extends ScreenProps, SheetActs {
  readonly reason: Reason | null;
}

function ReasonSheet({ admin, outlet, reason, onClose, onDone }: ReasonSheetProps): JSX.Element {
  const { admin: words, reasons: said } = t.value;
  const path = reason && { path: { id: reason.id } };
  const kind: FormField = {
    kind: 'choice',
    name: 'kind',
    label: said.kind,
    options: KINDS.map((value) => ({ value, label: said.kinds[value] })),
  };
  const fields: readonly FormField[] = [
    ...(reason ? [] : [kind]),
    { kind: 'text', name: 'label', label: words.name, required: true, maxLength: 60 },
    { kind: 'check', name: 'needs_note', label: said.needsNote },
    { kind: 'check', name: 'active', label: words.tenderSwitches.active },
  ];
  return (
    <FormSheet
      title={reason ? words.edit(reason.label) : said.add}
      onClose={onClose}
      submit={words.save}
      fields={fields}
      values={{
        kind: reason?.kind ?? 'VOID',
        label: reason?.label ?? '',
        needs_note: reason?.needs_note ?? false,
        active: reason?.active ?? true,
      }}
      onSubmit={async (values) => {
        const body = {
          label: textIn(values, 'label'),
          needs_note: values['needs_note'] === true,
          active: values['active'] === true,
        };
        const told = path
          ? await admin.api.patch('/api/v1/reasons/{id}', { params: path, body: { ...body, version: reason.version } })
          : await admin.api.post('/api/v1/reasons', {
              key: newId(),
              body: { ...body, outlet_id: outlet.id, kind: textIn(values, 'kind') as Kind },
            });
        return finish(told, onDone);
      }}
      {...(reason && {
        onDelete: async () => finish(await admin.api.del('/api/v1/reasons/{id}', { params: asSeen(reason) }), onDone),
      })}
    />
  );
}
