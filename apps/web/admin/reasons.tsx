import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { PlusIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { Empty } from '../shared/ui/states.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import type { ScreenProps } from './admin.js';
import { EditButton } from './edit-button.js';
import { finish } from './finish.js';
import { FormSheet } from './form.js';
import { type FormField, textIn } from './form-values.js';
import { Shown, useTold } from './told.js';

type Reason = Schemas['ReasonResponse'];
type Kind = Schemas['ReasonKind'];

const KINDS: readonly Kind[] = ['VOID', 'COMP', 'DISCOUNT', 'PRICE', 'REFUND', 'NO_SALE', 'WASTE', 'REOPEN'];

/** What staff choose from when they say why something is off a bill, or the drawer was opened. */
export function ReasonsScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { admin: words } = t.value;
  const [editing, edit] = useState<Reason | 'new' | null>(null);
  const told = useTold(
    () => admin.api.get('/api/v1/reasons', { params: { query: { outlet_id: outlet.id } } }),
    [outlet.id],
  );
  return (
    <Shown told={told}>
      {({ data }) => (
        <>
          <p class="quiet">{words.reasonsHint}</p>
          <div class="row">
            <Button kind="main" onPress={() => edit('new')}>
              <PlusIcon size={20} /> {words.addReason}
            </Button>
          </div>
          {data.length === 0 && <Empty title={words.noReasons} />}
          <ul class="lines">
            {data.map((reason) => (
              <li key={reason.id}>
                <strong>{reason.label}</strong>
                <span>{words.reasonKinds[reason.kind]}</span>
                <span class="quiet">{reason.active ? '' : words.inactive}</span>
                <EditButton name={reason.label} onPress={() => edit(reason)} />
              </li>
            ))}
          </ul>
          {editing !== null && (
            <ReasonSheet
              admin={admin}
              outlet={outlet}
              reason={editing === 'new' ? null : editing}
              onClose={() => edit(null)}
              onDone={() => {
                edit(null);
                void told.reload();
              }}
            />
          )}
        </>
      )}
    </Shown>
  );
}

interface ReasonSheetProps extends ScreenProps {
  readonly reason: Reason | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function ReasonSheet({ admin, outlet, reason, onClose, onDone }: ReasonSheetProps): JSX.Element {
  const { admin: words } = t.value;
  const path = reason && { path: { id: reason.id } };
  const kind: FormField = {
    kind: 'choice',
    name: 'kind',
    label: words.reasonKind,
    options: KINDS.map((value) => ({ value, label: words.reasonKinds[value] })),
  };
  const fields: readonly FormField[] = [
    ...(reason ? [] : [kind]),
    { kind: 'text', name: 'label', label: words.name, required: true, maxLength: 60 },
    { kind: 'check', name: 'needs_note', label: words.needsNote },
    { kind: 'check', name: 'active', label: words.tenderSwitches.active },
  ];
  return (
    <FormSheet
      title={reason ? words.edit(reason.label) : words.addReason}
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
      {...(path && {
        onDelete: async () => finish(await admin.api.del('/api/v1/reasons/{id}', { params: path }), onDone),
      })}
    />
  );
}
