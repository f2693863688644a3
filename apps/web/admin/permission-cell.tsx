import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import { LimitsSheet, limitsText } from './permission-limits.js';
import { type Change, type Column, type Grant, grantOf, ownGrant, usual } from './permission-rules.js';

type Effect = Schemas['Effect'];

interface CellProps {
  readonly permission: Schemas['PermissionResponse'];
  readonly column: Column;
  readonly rules: readonly Schemas['PermissionRuleResponse'][];
  readonly changes: readonly Change[];
  readonly currency: string;
  /** Null: no rule of their own. */
  readonly onChange: (grant: Grant | null) => void;
}

/** What one of them may do, and up to where. */
export function PermissionCell({ permission, column, rules, changes, currency, onChange }: CellProps): JSX.Element {
  const { permissions: said } = t.value;
  const [isLimiting, setLimiting] = useState(false);
  const { holder, name } = column;
  const own = ownGrant(permission.key, holder, rules, changes);
  const grant = grantOf(permission, holder, rules, changes);
  const isPerson = holder.userId !== undefined;
  const asRole = grantOf(permission, { role: holder.role }, rules, changes);
  const effects = permission.given_to.includes(holder.role)
    ? (['ALLOW', 'APPROVE', 'DENY'] as const)
    : (['DENY'] as const);
  const isLimited = grant.effect === 'ALLOW' && permission.limits.length > 0;
  const title = `${said.keys[permission.key]}: ${name}`;
  const choose = (effect: Effect | '') => {
    if (effect === '') return onChange(null);
    const limits = grant.effect === 'ALLOW' ? grant.limits : usual(permission, holder.role).limits;
    onChange({ effect, limits: effect === 'ALLOW' ? limits : {} });
  };
  return (
    <>
      <select
        aria-label={title}
        value={isPerson && !own ? '' : grant.effect}
        disabled={!isPerson && effects.length === 1}
        onChange={(event) => choose(event.currentTarget.value as Effect | '')}
      >
        {isPerson && <option value="">{said.asRole(said.effects[asRole.effect])}</option>}
        {effects.map((one) => (
          <option key={one} value={one}>
            {said.effects[one]}
          </option>
        ))}
      </select>
      {isLimited && (
        <Button
          kind="quiet"
          label={`${title}, ${limitsText(grant.limits, currency)}`}
          onPress={() => setLimiting(true)}
        >
          {limitsText(grant.limits, currency)}
        </Button>
      )}
      {isLimiting && (
        <LimitsSheet
          title={title}
          names={permission.limits}
          limits={grant.limits}
          currency={currency}
          onClose={() => setLimiting(false)}
          onDone={(limits) => {
            setLimiting(false);
            onChange({ effect: 'ALLOW', limits });
          }}
        />
      )}
    </>
  );
}
