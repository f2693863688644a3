import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';

import type { Problem } from '../problem.js';
import type { Session } from '../session.js';
import { t } from '../words/index.js';
import { Button } from './button.js';
import { Field } from './field.js';
import { Sheet } from './sheet.js';
import { problemText } from './states.js';

/** Username and password. What is wrong is said in place, and nothing that was typed is lost. */
export function SignInForm({ session }: { readonly session: Session }): JSX.Element {
  const { common } = t.value;
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const missing = (value: string, label: string) => (isTried && value === '' ? common.fillIn(label) : undefined);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    setProblem(null);
    if (username === '' || password === '') {
      form.current?.querySelector<HTMLInputElement>(username === '' ? '[name=username]' : '[name=password]')?.focus();
      return;
    }
    setBusy(true);
    const outcome = await session.signIn(username, password);
    setBusy(false);
    if (!outcome.ok) setProblem(outcome.problem);
  }

  return (
    <form ref={form} class="sign-in" noValidate onSubmit={(event) => void submit(event)}>
      {problem && (
        <p class="banner late" role="alert">
          {problemText(problem)}
        </p>
      )}
      <Field
        label={common.username}
        name="username"
        value={username}
        onInput={setUsername}
        autocomplete="username"
        error={missing(username, common.username)}
      />
      <Field
        label={common.password}
        name="password"
        type="password"
        value={password}
        onInput={setPassword}
        autocomplete="current-password"
        error={missing(password, common.password)}
      />
      <Button kind="main" type="submit" busy={isBusy}>
        {common.signIn}
      </Button>
    </form>
  );
}

/** Over a page whose login has ended: the data behind it stays. */
export function SignInSheet({ session }: { readonly session: Session }): JSX.Element | null {
  if (!session.ended.value) return null;
  return (
    <Sheet title={t.value.common.signIn}>
      <p>{t.value.common.sessionEnded}</p>
      <SignInForm session={session} />
    </Sheet>
  );
}
