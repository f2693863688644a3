import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { t } from '../shared/words/index.js';
import { asSeen } from './as-seen.js';
import { EditableRows, type SheetActs } from './editable-rows.js';
import { everything, PAGE } from '../shared/everything.js';
import { FormSheet } from './form.js';
import { finish } from './finish.js';
import { listIn, textIn, textOrNull } from './form-values.js';
import type { ScreenProps } from './admin.js';
import { Shown, useTold } from './told.js';

type Person = Schemas['UserResponse'];
type Role = Schemas['Role'];

export const STAFF_ROLES = ['KASIR', 'WAITER', 'KITCHEN', 'SUPERVISOR', 'ADMIN'] as const;

/** Who works here: with a password for the browser, and a PIN for the till that they share. */
export function StaffScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { admin: words } = t.value;
  const told = useTold(
    () =>
      everything((offset) =>
        admin.api.get('/api/v1/users', { params: { query: { outlet_id: outlet.id, limit: PAGE, offset } } }),
      ),
    [outlet.id],
  );
  return (
    <Shown told={told}>
      {(people) => (
        <EditableRows
          rows={people.filter(({ role }) => role !== 'CUSTOMER')}
          add={words.addPerson}
          nameOf={calledName}
          cells={(person) => (
            <>
              <span>
                <strong>{calledName(person)}</strong> <span class="quiet">{person.username ?? person.email}</span>
              </span>
              <span>{words.roles[person.role as (typeof STAFF_ROLES)[number]]}</span>
            </>
          )}
          sheet={(person, acts) => <PersonSheet admin={admin} outlet={outlet} person={person} {...acts} />}
          onChanged={told.reload}
        />
      )}
    </Shown>
  );
}

/** How somebody is called on these screens. */
export const calledName = ({ name, username, email }: Person): string => name ?? username ?? email ?? '';

interface PersonSheetProps extends ScreenProps, SheetActs {
  readonly person: Person | null;
}

function PersonSheet({ admin, outlet, person, onClose, onDone }: PersonSheetProps): JSX.Element {
  const { admin: words, common } = t.value;
  const outlets = admin.outlets.value ?? [];
  const path = person && { path: { id: person.id } };
  return (
    <FormSheet
      title={person ? words.edit(calledName(person)) : words.addPerson}
      onClose={onClose}
      submit={words.save}
      deleteLabel={words.letGo}
      fields={[
        { kind: 'text', name: 'name', label: words.name, required: true, maxLength: 120 },
        { kind: 'text', name: 'username', label: words.username, hint: words.usernameHint, required: true },
        {
          kind: 'choice',
          name: 'role',
          label: words.role,
          options: STAFF_ROLES.map((value) => ({ value, label: words.roles[value] })),
        },
        { kind: 'password', name: 'password', label: person ? words.newPassword : common.password, required: !person },
        { kind: 'password', name: 'pin', label: person ? words.newPin : words.pin, hint: words.pinHint },
        ...(outlets.length > 1
          ? [
              {
                kind: 'several' as const,
                name: 'outlet_ids',
                label: words.worksAt,
                options: outlets.map(({ id, name }) => ({ value: id, label: name })),
              },
            ]
          : []),
      ]}
      values={{
        name: person?.name ?? '',
        username: person?.username ?? '',
        role: person?.role ?? 'KASIR',
        password: '',
        pin: '',
        outlet_ids: person?.outlet_ids ?? [outlet.id],
      }}
      onSubmit={async (values) => {
        const role = textIn(values, 'role') as Role;
        const [password, pin] = [textIn(values, 'password'), textIn(values, 'pin')];
        const body = {
          name: textIn(values, 'name'),
          username: textOrNull(values, 'username'),
          role,
          // An owner belongs to every outlet.
          ...(role !== 'ADMIN' && { outlet_ids: listIn(values, 'outlet_ids') }),
          ...(pin && { pin }),
        };
        const told = path
          ? await admin.api.patch('/api/v1/users/{id}', {
              params: path,
              body: { ...body, ...(password && { password }), version: person.version },
            })
          : await admin.api.post('/api/v1/users', { body: { ...body, password } });
        return finish(told, onDone);
      }}
      {...(person && {
        onDelete: async () => {
          const told = await admin.api.del('/api/v1/users/{id}', { params: asSeen(person), body: {} });
          return finish(told, onDone);
        },
      })}
    />
  );
}
