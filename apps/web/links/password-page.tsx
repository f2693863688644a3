import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';

import type { Api, Problem } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { problemText } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import { Page } from './page.js';
import { takeToken } from './token.js';

/** A new password with the token of a mail; without one, or with one that is used up, another mail. */
export function PasswordPage({ api }: { readonly api: Api }): JSX.Element {
  const { links } = t.value;
  const token = useRef(takeToken());
  const [step, go] = useState<'choose' | 'saved' | 'used' | 'ask' | 'sent'>(token.current.value ? 'choose' : 'ask');
  const spend = (next: 'saved' | 'used') => {
    token.current.forget();
    go(next);
  };
  if (step === 'choose' && token.current.value) {
    return (
      <Page title={links.newPassword}>
        <NewPassword
          api={api}
          token={token.current.value}
          onSaved={() => spend('saved')}
          onUsed={() => spend('used')}
        />
      </Page>
    );
  }
  if (step === 'saved' || step === 'sent') {
    const [title, text] = step === 'saved' ? [links.saved, links.savedText] : [links.linkSent, links.linkSentText];
    return (
      <Page title={title}>
        <p role="status">{text}</p>
      </Page>
    );
  }
  return (
    <Page title={links.forgot}>
      {step === 'used' && (
        <p class="banner late" role="alert">
          {links.linkUsed}
        </p>
      )}
      <AskForLink api={api} onSent={() => go('sent')} />
    </Page>
  );
}

interface NewPasswordProps {
  readonly api: Api;
  readonly token: string;
  readonly onSaved: () => void;
  readonly onUsed: () => void;
}

function NewPassword({ api, token, onSaved, onUsed }: NewPasswordProps): JSX.Element {
  const { common, links } = t.value;
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string | undefined>();
  const [isBusy, setBusy] = useState(false);

  async function save(event: Event): Promise<void> {
    event.preventDefault();
    if (password === '') return setError(common.fillIn(links.newPasswordLabel));
    setBusy(true);
    const outcome = await api.post('/api/v1/auth/reset-password', { body: { token, password } });
    setBusy(false);
    if (outcome.ok) onSaved();
    else if (isUsedUp(outcome.problem)) onUsed();
    else setError(faultOf(outcome.problem, 'password'));
  }

  return (
    <form class="stack" noValidate onSubmit={(event) => void save(event)}>
      <Field
        label={links.newPasswordLabel}
        type="password"
        name="password"
        value={password}
        onInput={setPassword}
        autocomplete="new-password"
        hint={links.passwordHint}
        error={error}
      />
      <Button kind="main" type="submit" busy={isBusy}>
        {links.save}
      </Button>
    </form>
  );
}

/** A token that was cut off when the mail was copied is of no more use than an old one. */
const isUsedUp = ({ code, errors }: Problem): boolean =>
  code === 'RESET_TOKEN_INVALID' || errors.some(({ field }) => field === 'token');

const faultOf = (problem: Problem, field: string): string =>
  problem.errors.find((one) => one.field === field)?.message ?? problemText(problem);

function AskForLink({ api, onSent }: { readonly api: Api; readonly onSent: () => void }): JSX.Element {
  const { common, links } = t.value;
  const [email, setEmail] = useState('');
  const [error, setError] = useState<string | undefined>();
  const [isBusy, setBusy] = useState(false);

  async function send(event: Event): Promise<void> {
    event.preventDefault();
    if (email.trim() === '') return setError(common.fillIn(links.email));
    setBusy(true);
    const outcome = await api.post('/api/v1/auth/forgot-password', { body: { email: email.trim() } });
    setBusy(false);
    if (outcome.ok) onSent();
    else setError(faultOf(outcome.problem, 'email'));
  }

  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <p>{links.forgotText}</p>
      <Field
        label={links.email}
        type="email"
        name="email"
        value={email}
        onInput={setEmail}
        autocomplete="email"
        inputmode="email"
        error={error}
      />
      <Button kind="main" type="submit" busy={isBusy}>
        {links.sendLink}
      </Button>
    </form>
  );
}
