import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { PlusIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import { EditButton } from './edit-button.js';
import { everything, PAGE } from './everything.js';
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
  const [editing, edit] = useState<Person | 'new' | null>(null);
  const told = useTold(
    () =>
      everything((offset) =>
        admin.api.get('/api/v1/users', { params: { query: { outlet_id: outlet.id, limit: PAGE, offset } } }),
      ),
    [outlet.id],
  );
  const roleOf = (role: string) => words.roles[role as (typeof STAFF_ROLES)[number]];
  return (
    <Shown told={told}>
      {(people) => (
        <>
          <div class="row">
            <Button kind="main" onPress={() => edit('new')}>
              <PlusIcon size={20} /> {words.addPerson}
            </Button>
          </div>
          <ul class="lines">
            {people
              .filter(({ role }) => role !== 'CUSTOMER')
              .map((person) => (
                <li key={person.id}>
                  <span>
                    <strong>{person.name ?? person.username ?? person.email}</strong>{' '}
                    <span class="quiet">{person.username ?? person.email}</span>
                  </span>
                  <span>{roleOf(person.role)}</span>
                  <EditButton name={person.name ?? person.username ?? ''} onPress={() => edit(person)} />
                </li>
              ))}
          </ul>
          {editing !== null && (
            <PersonSheet
              admin={admin}
              outlet={outlet}
              person={editing === 'new' ? null : editing}
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

interface PersonSheetProps extends ScreenProps {
  readonly person: Person | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function PersonSheet({ admin, outlet, person, onClose, onDone }: PersonSheetProps): JSX.Element {
  const { admin: words, common } = t.value;
  const outlets = admin.outlets.value ?? [];
  const path = person && { path: { id: person.id } };
  return (
    <FormSheet
      title={person ? words.edit(person.name ?? person.username ?? '') : words.addPerson}
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
      {...(path && {
        onDelete: async () => {
          const told = await admin.api.del('/api/v1/users/{id}', { params: path, body: {} });
          return finish(told, onDone);
        },
      })}
    />
  );
}
