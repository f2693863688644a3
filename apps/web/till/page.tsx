import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { createApi, type Outcome, type Schemas } from '../shared/api.js';
import type { Session } from '../shared/session.js';
import { Button } from '../shared/ui/button.js';
import { StaffPage } from '../shared/ui/frame.js';
import { LanguageSwitch } from '../shared/ui/language-switch.js';
import { Broken, Loading } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';

/** Who is signed in, and at which outlets. */
export function TillPage({ session }: { readonly session: Session }): JSX.Element {
  const bar = (
    <>
      <LanguageSwitch />
      <Button kind="quiet" onPress={() => void session.signOut()}>
        {t.value.common.signOut}
      </Button>
    </>
  );
  return (
    <StaffPage title={t.value.till.title} session={session} bar={bar}>
      <Outlets session={session} />
    </StaffPage>
  );
}

function Outlets({ session }: { readonly session: Session }): JSX.Element {
  const outlets = useSignal<Outcome<Schemas['OutletPage']> | null>(null);
  const load = async () => {
    outlets.value = null;
    outlets.value = await createApi(session).get('/api/v1/outlets');
  };
  useEffect(() => void load(), [session.token.value]);
  const shown = outlets.value;
  return (
    <div class="column">
      <h2>{session.user.value?.name ?? session.user.value?.username}</h2>
      {!shown && <Loading />}
      {shown && !shown.ok && <Broken problem={shown.problem} onRetry={() => void load()} />}
      {shown?.ok && (
        <ul>
          {shown.data.data.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
