import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Problem, Schemas } from '../shared/api.js';
import { useAct } from '../shared/act.js';
import { clockTime } from '../shared/ui/banner.js';
import { Button } from '../shared/ui/button.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import type { ApprovalGiven } from './approval-given.js';
import { ApprovalSheet } from './approval-later.js';
import { Wrong } from './wrong.js';
import type { Shift } from './drawer.js';
import type { Colleague } from './lock.js';
import { PersonChoice } from './person-choice.js';
import { asksApproval, said } from './problems.js';
import type { Till } from './till.js';

const FLOOR: readonly string[] = ['WAITER', 'KASIR', 'SUPERVISOR', 'ADMIN'];

/** Who takes cash into the drawer besides its cashier. */
export function DrawerPeople({ till, shift }: { readonly till: Till; readonly shift: Shift }): JSX.Element {
  const { floor } = t.value;
  const [members, setMembers] = useState<readonly Schemas['ReportMemberResponse'][]>([]);
  const [asks, ask] = useState(false);
  const act = useAct();
  const load = async (): Promise<Problem | null> => {
    const told = await till.drawer.report(shift.id);
    if (told.ok) setMembers((told.data?.members ?? []).filter(({ left_at: left }) => left === null));
    return told.ok ? null : told.problem;
  };
  useEffect(() => act.run(load), [shift.id]);
  const others = members.filter(({ user }) => user.id !== shift.user_id);
  const letGo = (id: string) =>
    act.run(async () => {
      const told = await till.drawer.leave(id);
      return told.ok ? load() : told.problem;
    });
  return (
    <section class="stack">
      <h2>{floor.people}</h2>
      {others.length === 0 && <p class="quiet">{floor.alone}</p>}
      <ul class="plain-list">
        {others.map(({ user: { id, name }, joined_at: at }) => (
          <li key={id} class="row between">
            <span>{floor.since(name ?? '…', clockTime(Date.parse(at), shift.time_zone))}</span>
            <Button
              kind="quiet"
              class="small"
              label={floor.letGo(name ?? '…')}
              busy={act.isBusy}
              onPress={() => letGo(id)}
            >
              {t.value.till.done}
            </Button>
          </li>
        ))}
      </ul>
      {act.problem && <Wrong text={said(act.problem)} />}
      <Button onPress={() => ask(true)}>{floor.addPerson}</Button>
      {asks && (
        <AddPerson
          till={till}
          except={[shift.user_id, ...others.map(({ user }) => user.id)]}
          onAdded={() => {
            ask(false);
            act.run(load);
          }}
          onClose={() => ask(false)}
        />
      )}
    </section>
  );
}

interface AddPersonProps {
  readonly till: Till;
  readonly except: readonly string[];
  readonly onAdded: () => void;
  readonly onClose: () => void;
}

function AddPerson({ till, except, onAdded, onClose }: AddPersonProps): JSX.Element {
  const { floor } = t.value;
  const [chosen, choose] = useState<Colleague | null>(null);
  const [asks, ask] = useState<Problem | null>(null);
  const act = useAct();
  const add = async (approval?: ApprovalGiven): Promise<Problem | null> => {
    const told = await till.drawer.join(chosen!.id, approval);
    if (told.ok) onAdded();
    return told.ok ? null : told.problem;
  };
  return (
    <Sheet title={floor.addPerson} onClose={onClose}>
      <PersonChoice
        till={till}
        label={floor.people}
        may={({ id, role }) => FLOOR.includes(role) && !except.includes(id)}
        chosen={chosen}
        onChoose={choose}
      />
      {act.problem && <Wrong text={said(act.problem)} />}
      <Button
        kind="main"
        busy={act.isBusy}
        disabled={chosen === null}
        onPress={() =>
          act.run(async () => {
            const problem = await add();
            if (!asksApproval(problem)) return problem;
            ask(problem);
            return null;
          })
        }
      >
        {floor.addPerson}
      </Button>
      {asks && <ApprovalSheet till={till} refusal={asks} onApprove={add} onClose={() => ask(null)} />}
    </Sheet>
  );
}
