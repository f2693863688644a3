import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';

import { createApi, type Schemas } from '../shared/api.js';
import type { Problem } from '../shared/problem.js';
import { storageOf } from '../shared/storage.js';
import { Button } from '../shared/ui/button.js';
import { problemText } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import { useDisplay } from './context.js';

type Asked = Schemas['DevicePairingResponse'];

const storage = storageOf('kitchen');

/** Whether this tablet was let in as a device: when its token ends, it asks to be let in again. */
export const wasPaired = (): boolean => storage.read<boolean>('paired') === true;

/** The tablet asks to be let in without a person's password: it shows a code, and fetches its token once somebody in charge has typed it. */
export function Pairing(): JSX.Element {
  const { session } = useDisplay();
  const api = useMemo(() => createApi(session), [session]);
  const { kitchen, common } = t.value;
  const [asked, setAsked] = useState<Asked | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function ask(): Promise<void> {
    setBusy(true);
    setProblem(null);
    const told = await api.post('/api/v1/device-pairings', { body: { kind: 'KITCHEN' } });
    setBusy(false);
    if (told.ok) setAsked(told.data);
    else setProblem(told.problem);
  }

  useEffect(() => {
    if (!asked) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    const look = async (): Promise<void> => {
      const path = { id: asked.id };
      const told = await api.post('/api/v1/device-pairings/{id}/collect', {
        params: { path },
        body: { secret: asked.secret },
      });
      if (isOver) return;
      if (told.ok && 'token' in told.data) {
        storage.write('paired', true);
        session.useToken(told.data.token);
        return;
      }
      // Its ten minutes are over, or it was fetched already and the answer lost: the next code is another one.
      if (!told.ok && told.problem.status === 404) return void setAsked(null);
      timer = setTimeout(() => void look(), asked.poll_seconds * 1_000);
    };
    timer = setTimeout(() => void look(), asked.poll_seconds * 1_000);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [asked]);

  return (
    <section class="pairing" aria-label={kitchen.pair}>
      {problem && (
        <p class="banner late" role="alert">
          {problemText(problem)}
        </p>
      )}
      {asked ? (
        <div role="status">
          <p>{kitchen.pairHint}</p>
          <p class="pairing-code number">{asked.code}</p>
          <p class="quiet">{kitchen.pairWaits}</p>
          <Button onPress={() => setAsked(null)}>{common.cancel}</Button>
        </div>
      ) : (
        <Button busy={isBusy} onPress={() => void ask()}>
          {kitchen.pair}
        </Button>
      )}
    </section>
  );
}
