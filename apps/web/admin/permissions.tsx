import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Problem, Schemas } from '../shared/api.js';
import { useAct } from '../shared/act.js';
import { Button } from '../shared/ui/button.js';
import { problemText } from '../shared/ui/states.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import type { ScreenProps } from './page.js';
import { type Change, effectOf, rulesWith } from './permission-rules.js';
import { Shown, useTold } from './told.js';

type Permission = Schemas['PermissionResponse'];
type Rules = Schemas['PermissionRulesResponse'];
type Role = Schemas['DefaultPermissionRole'];

const ROLES: readonly Role[] = ['SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN'];

/** What each role may do at this outlet: alone, with a yes of somebody who may, or not at all. */
export function PermissionsScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const told = useTold(async () => {
    const [known, rules] = await Promise.all([
      admin.api.get('/api/v1/permissions'),
      admin.api.get('/api/v1/permissions/rules', { params: { query: { outlet_id: outlet.id } } }),
    ]);
    if (!known.ok) return known;
    return rules.ok ? { ...rules, data: { permissions: known.data.data, rules: rules.data } } : rules;
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
      {({ permissions, rules }) => (
        <Matrix
          key={rules.version}
          permissions={permissions.filter(({ used, fixed }) => used && !fixed)}
          rules={rules}
          onSave={save}
        />
      )}
    </Shown>
  );
}

interface MatrixProps {
  readonly permissions: readonly Permission[];
  readonly rules: Rules;
  readonly onSave: (rules: Rules) => Promise<Problem | null>;
}

function Matrix({ permissions, rules, onSave }: MatrixProps): JSX.Element {
  const { admin: words, permissions: said } = t.value;
  const [changes, setChanges] = useState<readonly Change[]>([]);
  const act = useAct();
  const change = (next: Change) =>
    setChanges((before) => [...before.filter(({ key, role }) => key !== next.key || role !== next.role), next]);
  return (
    <>
      <p class="quiet">{said.hint}</p>
      <div class="wide">
        <table class="figures-table permissions">
          <thead>
            <tr>
              <th scope="col">{said.title}</th>
              {ROLES.map((role) => (
                <th key={role} scope="col">
                  {words.roles[role]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissions.map((permission) => (
              <tr key={permission.key}>
                <th scope="row">{said.keys[permission.key]}</th>
                {ROLES.map((role) => (
                  <td key={role}>
                    <Choice
                      permission={permission}
                      role={role}
                      effect={effectOf(permission, role, rules.rules, changes)}
                      onChange={(effect) => change({ key: permission.key, role, effect })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {act.problem && (
        <p class="banner late" role="alert">
          {problemText(act.problem)}
        </p>
      )}
      <div class="row">
        <Button
          kind="main"
          busy={act.isBusy}
          disabled={changes.length === 0}
          onPress={() => act.run(() => onSave({ ...rules, rules: rulesWith(rules.rules, changes) }))}
        >
          {words.save}
        </Button>
        <Button kind="quiet" disabled={changes.length === 0} onPress={() => setChanges([])}>
          {t.value.common.cancel}
        </Button>
      </div>
    </>
  );
}

interface ChoiceProps {
  readonly permission: Permission;
  readonly role: Role;
  readonly effect: Schemas['Effect'];
  readonly onChange: (effect: Schemas['Effect']) => void;
}

function Choice({ permission, role, effect, onChange }: ChoiceProps): JSX.Element {
  const { admin: words, permissions: said } = t.value;
  const effects = permission.given_to.includes(role) ? (['ALLOW', 'APPROVE', 'DENY'] as const) : (['DENY'] as const);
  return (
    <select
      aria-label={`${said.keys[permission.key]}: ${words.roles[role]}`}
      value={effect}
      disabled={effects.length === 1}
      onChange={(event) => onChange(event.currentTarget.value as Schemas['Effect'])}
    >
      {effects.map((one) => (
        <option key={one} value={one}>
          {said.effects[one]}
        </option>
      ))}
    </select>
  );
}
