import type { ComponentChildren, JSX } from 'preact';

import type { Session } from '../session.js';
import { t } from '../words/index.js';
import { LanguageSwitch } from './language-switch.js';
import { SignInForm, SignInSheet } from './sign-in.js';
import { Toasts } from './toast.js';

interface StaffPageProps {
  readonly title: string;
  readonly session: Session;
  /** What stands in the bar besides the title. */
  readonly bar?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page for people who sign in: the form until they have, and over the page when their login has ended. */
export function StaffPage({ title, session, bar, children }: StaffPageProps): JSX.Element {
  const isIn = session.token.value !== null || session.ended.value;
  if (!isIn) return <SignInPage title={title} session={session} />;
  return (
    <>
      <header class="bar">
        <h1>{title}</h1>
        {bar}
      </header>
      <main>{children}</main>
      <SignInSheet session={session} />
      <Toasts />
    </>
  );
}

function SignInPage({ title, session }: Pick<StaffPageProps, 'title' | 'session'>): JSX.Element {
  return (
    <>
      <header class="bar">
        <h1>{title}</h1>
        <LanguageSwitch />
      </header>
      <main class="column">
        <h2>{t.value.common.signIn}</h2>
        <SignInForm session={session} />
      </main>
      <Toasts />
    </>
  );
}
