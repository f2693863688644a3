import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { useAct } from '../shared/act.js';
import type { Schemas } from '../shared/api.js';
import { formatMoney } from '../shared/money.js';
import { clockTime } from '../shared/ui/banner.js';
import { Button } from '../shared/ui/button.js';
import { Empty, problemText } from '../shared/ui/states.js';
import { toast } from '../shared/ui/toast.js';
import { newId } from '../shared/uuid.js';
import { language, t } from '../shared/words/index.js';
import type { Outlet, ScreenProps } from './admin.js';
import { factsOf, lineOf, orderOf } from './approval-facts.js';
import { Shown, useTold } from './told.js';

type Approval = Schemas['ApprovalResponse'];

const ASK_EVERY_MS = 5_000;
const LATEST = 50;
const DECIDED_SHOWN = 10;

/** What colleagues ask to have approved from afar, asked for anew every few seconds while the page is seen. */
export function ApprovalsScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { approvals: words } = t.value;
  const query = { outlet_id: outlet.id, limit: LATEST };
  const told = useTold(() => admin.api.get('/api/v1/approvals', { params: { query } }), [outlet.id]);
  const people = useTold(() => admin.api.get('/api/v1/auth/colleagues', { params: { query: { limit: 100 } } }), []);
  const colleagues = people.outcome?.ok ? people.outcome.data.data : [];
  const names = new Map(colleagues.map(({ id, name }) => [id, name]));
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void told.reload();
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [outlet.id]);
  return (
    <Shown told={told}>
      {({ data: approvals }) => {
        const waiting = approvals.filter(({ status }) => status === 'WAITING');
        const decided = approvals.filter(({ status }) => status !== 'WAITING').slice(0, DECIDED_SHOWN);
        const common = { admin, outlet, names };
        return (
          <>
            <p class="quiet">{words.hint}</p>
            {waiting.length === 0 && <Empty title={words.none} />}
            <ul class="plain-list stack">
              {waiting.map((one) => (
                <li key={one.id}>
                  <Waiting {...common} approval={one} onDone={() => void told.reload()} />
                </li>
              ))}
            </ul>
            {decided.length > 0 && (
              <section class="stack">
                <h3>{words.decided}</h3>
                <ul class="plain-list stack tight">
                  {decided.map((one) => (
                    <li key={one.id} class="row between">
                      <span>{askOf(one, common)}</span>
                      <span class="quiet">{words.statuses[one.status]}</span>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </>
        );
      }}
    </Shown>
  );
}

interface ApprovalProps extends ScreenProps {
  readonly names: ReadonlyMap<string, string>;
}

interface WaitingProps extends ApprovalProps {
  readonly approval: Approval;
  readonly onDone: () => void;
}

function Waiting(props: WaitingProps): JSX.Element {
  const { admin, outlet, approval, onDone } = props;
  const { approvals: words } = t.value;
  const act = useAct();
  const decide = (how: 'grant' | 'deny') =>
    act.run(async () => {
      const params = { path: { id: approval.id } };
      const told = await admin.api.post(`/api/v1/approvals/requests/{id}/${how}`, { params, key: newId() });
      if (told.ok) toast(how === 'grant' ? words.granted : words.denied);
      onDone();
      return told.ok ? null : told.problem;
    });
  return (
    <article class="ask stack tight">
      <p>
        <strong>{askOf(approval, props)}</strong>
      </p>
      <Bill {...props} />
      {factsOf(approval.body, (minor) => moneyOf(minor, outlet)).map((fact) => (
        <p key={fact}>{fact}</p>
      ))}
      {approval.reason && <p>{approval.reason}</p>}
      <p class="quiet">{words.until(clockTime(Date.parse(approval.expires_at), outlet.time_zone))}</p>
      {act.problem && (
        <p class="banner late" role="alert">
          {problemText(act.problem)}
        </p>
      )}
      {approval.asked_by !== admin.session.user.value?.id && (
        <div class="row">
          <Button kind="main" class="grow" busy={act.isBusy} onPress={() => decide('grant')}>
            {words.grant}
          </Button>
          <Button kind="danger" busy={act.isBusy} onPress={() => decide('deny')}>
            {words.deny}
          </Button>
        </div>
      )}
    </article>
  );
}

/** The bill that a request is about, with the line where it is about one; nothing where it is about none. */
function Bill({ admin, outlet, approval }: WaitingProps): JSX.Element | null {
  const id = orderOf(approval.path);
  const told = useTold(async () => {
    if (id === undefined) return { ok: true as const, data: null };
    return admin.api.get('/api/v1/orders/{id}', { params: { path: { id } } });
  }, [id]);
  const bill = told.outcome?.ok ? told.outcome.data : null;
  if (!bill) return null;
  const line = lineOf(approval.path);
  const lines = bill.items
    .filter(({ id: one }) => line === undefined || one === line)
    .map(({ quantity, name }) => `${quantity} × ${name}`)
    .join(', ');
  return (
    <p>
      {t.value.approvals.bill(bill.number, moneyOf(bill.total_amount, outlet))}
      <br />
      <span class="quiet">{lines}</span>
    </p>
  );
}

function askOf(approval: Approval, { admin, names }: ApprovalProps): string {
  const { approvals: words, permissions, admin: said } = t.value;
  const what = approval.permissions.map((key) => permissions.keys[key]).join(', ');
  if (approval.asked_by === admin.session.user.value?.id) return words.ownAsk(what);
  return words.asks(names.get(approval.asked_by) ?? said.roles[approval.asked_by_role], what);
}

const moneyOf = (minor: number, { currency }: Outlet): string => formatMoney(minor, currency, language.value);
