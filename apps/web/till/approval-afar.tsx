import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { useAct } from '../shared/act.js';
import { type AskedRequest, nameOf, type Schemas } from '../shared/api.js';

import { clockTime } from '../shared/ui/banner.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import type { ApprovalSheetProps } from './approval-given.js';
import { said } from './problems.js';
import { Wrong } from './wrong.js';

type Approval = Schemas['ApprovalResponse'];

interface AskAfarProps extends Pick<ApprovalSheetProps, 'till' | 'onApprove'> {
  readonly asked: AskedRequest;
  readonly onBack: () => void;
}

const ASK_EVERY_MS = 5_000;
const LATEST = 20;

/** Asks everybody who may approve a request, and sends it again as soon as one of them has. */
export function AskAfar({ till, asked, onApprove, onBack }: AskAfarProps): JSX.Element {
  const { floor, common } = t.value;
  const [reason, setReason] = useState('');
  const [waiting, setWaiting] = useState<Approval | null>(null);
  const act = useAct();
  const key = useRef(newId());
  const outletId = till.shop.outlet.value!.id;

  const ask = () =>
    act.run(async () => {
      const request = asked as Schemas['WantedRequestRequest'];
      const told = await till.api.post('/api/v1/approvals/requests', {
        body: { outlet_id: outletId, request, ...(reason.trim() && { reason: reason.trim() }) },
        key: key.current,
      });
      if (!told.ok) return told.problem;
      setWaiting(told.data);
      return null;
    });

  const look = () =>
    act.run(async () => {
      if (waiting?.status !== 'WAITING') return null;
      const query = { outlet_id: outletId, limit: LATEST };
      const told = await till.api.get('/api/v1/approvals', { params: { query } });
      const now = told.ok ? told.data.data.find(({ id }) => id === waiting.id) : undefined;
      if (!now || now.status === 'WAITING') return null;
      setWaiting(now);
      if (now.status !== 'GRANTED' || !now.grant) return null;
      till.api.grants.set(nameOf(asked), now.grant);
      const problem = await onApprove();
      till.api.grants.delete(nameOf(asked));
      return problem;
    });
  useEffect(() => {
    if (waiting?.status !== 'WAITING') return;
    const timer = setInterval(look, ASK_EVERY_MS);
    const stop = till.shop.onEvent((message) => {
      if (!message || message.payload.id === waiting.id) look();
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [waiting]);

  if (!waiting)
    return (
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <p>{floor.askAfarHint}</p>
        <Field label={floor.askAfarWhy} value={reason} onInput={setReason} maxLength={200} />
        {act.problem && <Wrong text={said(act.problem)} />}
        <Button kind="main" type="submit" busy={act.isBusy}>
          {floor.askAfarNow}
        </Button>
        <Button kind="quiet" onPress={onBack}>
          {common.back}
        </Button>
      </form>
    );
  return (
    <div class="stack">
      <p role="status">{saidOf(waiting)}</p>
      {act.problem && <Wrong text={said(act.problem)} />}
      {waiting.status !== 'WAITING' && (
        <Button
          onPress={() => {
            key.current = newId();
            act.clear();
            setWaiting(null);
          }}
        >
          {floor.askAgain}
        </Button>
      )}
    </div>
  );

  function saidOf({ status, expires_at: until }: Approval): string {
    if (status === 'WAITING') return floor.askedAfar(clockTime(Date.parse(until), till.shop.outlet.value?.time_zone));
    if (status === 'DENIED') return floor.deniedAfar;
    return status === 'EXPIRED' ? floor.nobodyAnswered : floor.grantedAfar;
  }
}
