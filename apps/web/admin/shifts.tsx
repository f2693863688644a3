import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { formatMoney } from '../shared/money.js';
import { Button } from '../shared/ui/button.js';
import { Empty, problemText } from '../shared/ui/states.js';
import { toast } from '../shared/ui/toast.js';
import { language, t } from '../shared/words/index.js';
import { everything, PAGE } from '../shared/everything.js';
import { keepFile } from './keep-file.js';
import type { ScreenProps } from './admin.js';
import { AdjustSheet, AuditSheet } from './shift-acts.js';
import { ShiftSheet } from './shift-sheet.js';
import type { Shift } from './shapes.js';
import { Shown, useTold } from './told.js';

/** Drawers that are open and that were counted, the newest first, each with its report. */
export function ShiftsScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { admin: words } = t.value;
  const [shown, show] = useState<Shift | null>(null);
  const [audited, audit] = useState<Shift | null>(null);
  const [adjusted, adjust] = useState<Shift | null>(null);
  const told = useTold(async () => {
    const [shifts, tenders, people] = await Promise.all([
      admin.api.get('/api/v1/shifts', { params: { query: { outlet_id: outlet.id, limit: 50 } } }),
      admin.api.get('/api/v1/tenders', { params: { query: { outlet_id: outlet.id } } }),
      admin.isOwner.value
        ? everything((offset) =>
            admin.api.get('/api/v1/users', { params: { query: { outlet_id: outlet.id, limit: PAGE, offset } } }),
          )
        : null,
    ]);
    if (!shifts.ok) return shifts;
    const names = new Map(people?.ok ? people.data.map(({ id, name, username }) => [id, name ?? username]) : []);
    return { ...shifts, data: { shifts: shifts.data.data, tenders: tenders.ok ? tenders.data.data : [], names } };
  }, [outlet.id]);
  const money = (minor: number | null) => (minor === null ? '–' : formatMoney(minor, outlet.currency, language.value));
  const time = new Intl.DateTimeFormat(language.value, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: outlet.time_zone,
  });
  const download = async (shift: Shift) => {
    const file = await admin.api.get('/api/v1/shifts/{id}/report', {
      params: { path: { id: shift.id }, query: { format: 'pdf' } },
      parseAs: 'blob',
    });
    if (file.ok) keepFile(file.data as unknown as Blob, `z-${shift.business_date}.pdf`);
    else toast(problemText(file.problem), { kind: 'bad' });
  };
  return (
    <Shown told={told}>
      {({ shifts, tenders, names }) => (
        <>
          {shifts.length === 0 && <Empty title={words.noShifts} />}
          <ul class="lines">
            {shifts.map((shift) => (
              <li key={shift.id}>
                <span>
                  <strong class="number">{time.format(Date.parse(shift.opened_at))}</strong>{' '}
                  <span class="quiet">
                    {[names.get(shift.user_id), shift.drawer?.name].filter(Boolean).join(' · ')}
                  </span>
                </span>
                <span>{words.shiftStatus[shift.status] ?? shift.status}</span>
                <span class={`number${shift.difference ? ' differs' : ''}`}>
                  {shift.difference === null ? '' : words.difference(money(shift.difference))}
                </span>
                <span class="row">
                  <Button onPress={() => show(shift)}>{words.report}</Button>
                  {shift.status === 'ENDED' && <Button onPress={() => audit(shift)}>{words.audit}</Button>}
                  {shift.status === 'CLOSED' && (
                    <>
                      <Button onPress={() => void download(shift)}>{words.pdf}</Button>
                      <Button kind="quiet" onPress={() => adjust(shift)}>
                        {words.adjust}
                      </Button>
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
          {audited && (
            <AuditSheet
              admin={admin}
              outlet={outlet}
              shift={audited}
              onClose={() => audit(null)}
              onDone={async () => {
                await told.reload();
                audit(null);
              }}
            />
          )}
          {adjusted && (
            <AdjustSheet
              admin={admin}
              outlet={outlet}
              shift={adjusted}
              tenders={tenders}
              onClose={() => adjust(null)}
              onDone={() => adjust(null)}
            />
          )}
          {shown && <ShiftSheet admin={admin} outlet={outlet} shift={shown} onClose={() => show(null)} />}
        </>
      )}
    </Shown>
  );
}
