import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';

import type { Problem, Schemas } from '../shared/api.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import type { ScreenProps } from './admin.js';
import { everything, PAGE } from '../shared/everything.js';
import { PermissionMatrix } from './permission-matrix.js';
import type { Column } from './permission-rules.js';
import { calledName } from './staff.js';
import { Shown, useTold } from './told.js';

type Rules = Schemas['PermissionRulesResponse'];
type Role = Schemas['DefaultPermissionRole'];

const ROLES: readonly Role[] = ['SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN'];

/** What each role, or one person, may do at this outlet: alone and up to where, with a yes of somebody who may, or not at all. */
export function PermissionsScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { admin: words, permissions: said } = t.value;
  const choice = useId();
  const [personId, choose] = useState('');
  const told = useTold(async () => {
    const [known, rules, people] = await Promise.all([
      admin.api.get('/api/v1/permissions'),
      admin.api.get('/api/v1/permissions/rules', { params: { query: { outlet_id: outlet.id } } }),
      everything((offset) =>
        admin.api.get('/api/v1/users', { params: { query: { outlet_id: outlet.id, limit: PAGE, offset } } }),
      ),
    ]);
    if (!known.ok) return known;
    if (!people.ok) return people;
    return rules.ok
      ? { ...rules, data: { permissions: known.data.data, rules: rules.data, people: people.data } }
      : rules;
  }, [outlet.id]);
  const save = async (rules: Rules): Promise<Problem | null> => {
    const answer = await admin.api.put('/api/v1/permissions/rules', {
      params: { query: { outlet_id: outlet.id } },
      body: { version: rules.version, rules: [...rules.rules] },
    });
    if (!answer.ok) return answer.problem;
    toast(t.value.admin.saved);
    await told.reload();
    return null;
  };
  return (
    <Shown told={told}>
      {({ permissions, rules, people }) => {
        const staff = people.filter(({ role }) => ROLES.includes(role as Role));
        const person = staff.find(({ id }) => id === personId);
        const columns: readonly Column[] = person
          ? [{ holder: { role: person.role as Role, userId: person.id }, name: calledName(person) }]
          : ROLES.map((role) => ({ holder: { role }, name: words.roles[role] }));
        return (
          <>
            <p class="quiet">{said.hint}</p>
            <div class="field">
              <label for={choice}>{said.forWhom}</label>
              <select id={choice} value={personId} onChange={(event) => choose(event.currentTarget.value)}>
                <option value="">{said.eachRole}</option>
                {staff.map((one) => (
                  <option key={one.id} value={one.id}>
                    {calledName(one)} ({words.roles[one.role as Role]})
                  </option>
                ))}
              </select>
            </div>
            <PermissionMatrix
              key={`${rules.version} ${personId}`}
              permissions={permissions.filter(({ used, fixed }) => used && !fixed)}
              columns={columns}
              rules={rules}
              currency={outlet.currency}
              onSave={save}
            />
          </>
        );
      }}
    </Shown>
  );
}
