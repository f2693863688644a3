import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Problem, Schemas } from '../shared/api.js';
import { useAct } from '../shared/act.js';
import { Button } from '../shared/ui/button.js';
import { problemText } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import { PermissionCell } from './permission-cell.js';
import { type Change, type Column, rulesWith, sameHolder } from './permission-rules.js';

type Permission = Schemas['PermissionResponse'];
type Rules = Schemas['PermissionRulesResponse'];

interface MatrixProps {
  readonly permissions: readonly Permission[];
  readonly columns: readonly Column[];
  readonly rules: Rules;
  readonly currency: string;
  readonly onSave: (rules: Rules) => Promise<Problem | null>;
}

/** A row a permission, a column for each of those whom rules are for. Nothing is saved until the button is pressed. */
export function PermissionMatrix({ permissions, columns, rules, currency, onSave }: MatrixProps): JSX.Element {
  const { admin: words, permissions: said } = t.value;
  const [changes, setChanges] = useState<readonly Change[]>([]);
  const act = useAct();
  const change = (next: Change) =>
    setChanges((before) => [
      ...before.filter(({ key, holder }) => key !== next.key || !sameHolder(holder, next.holder)),
      next,
    ]);
  return (
    <>
      <div class="wide">
        <table class="figures-table permissions">
          <thead>
            <tr>
              <th scope="col">{said.title}</th>
              {columns.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissions.map((permission) => (
              <tr key={permission.key}>
                <th scope="row">{said.keys[permission.key]}</th>
                {columns.map((column) => (
                  <td key={column.name}>
                    <PermissionCell
                      permission={permission}
                      column={column}
                      rules={rules.rules}
                      changes={changes}
                      currency={currency}
                      onChange={(grant) => change({ key: permission.key, holder: column.holder, grant })}
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
          {[problemText(act.problem), ...act.problem.errors.map(({ message }) => message)].join(' ')}
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
