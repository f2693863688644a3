import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { LeaveIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { LanguageSwitch } from '../shared/ui/language-switch.js';
import { SignInForm, SignInSheet } from '../shared/ui/sign-in.js';
import { Broken, Empty, Loading } from '../shared/ui/states.js';
import { Toasts } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import type { Admin, Screen, ScreenProps } from './admin.js';
import { ApprovalsScreen } from './approvals.js';
import { DevicesScreen } from './devices.js';
import { DrawersScreen } from './drawers.js';
import { HoursScreen } from './hours.js';
import { MenuScreen } from './menu.js';
import { NewOutlet, OutletScreen } from './outlet.js';
import { PermissionsScreen } from './permissions.js';
import { ReasonsScreen } from './reasons.js';
import { ReportsScreen } from './reports.js';
import { ShiftsScreen } from './shifts.js';
import { StaffScreen } from './staff.js';
import { TablesScreen } from './tables.js';
import { TendersScreen } from './tenders.js';
import { TodayScreen } from './today.js';

const SHOWN: Readonly<Record<Screen, (props: ScreenProps) => JSX.Element>> = {
  today: TodayScreen,
  approvals: ApprovalsScreen,
  menu: MenuScreen,
  hours: HoursScreen,
  tables: TablesScreen,
  tenders: TendersScreen,
  drawers: DrawersScreen,
  reasons: ReasonsScreen,
  staff: StaffScreen,
  permissions: PermissionsScreen,
  devices: DevicesScreen,
  shifts: ShiftsScreen,
  reports: ReportsScreen,
  outlet: OutletScreen,
};

export function AdminPage({ admin }: { readonly admin: Admin }): JSX.Element {
  const { session } = admin;
  const isIn = session.token.value !== null || session.ended.value;
  const userId = session.user.value?.id;
  useEffect(() => {
    if (userId !== undefined) void admin.load();
  }, [userId]);
  if (!isIn) return <SignIn admin={admin} />;
  return (
    <>
      <header class="bar">
        <h1>{t.value.admin.title}</h1>
        <OutletChoice admin={admin} />
        <LanguageSwitch />
        <Button kind="quiet" label={t.value.common.signOut} onPress={() => void session.signOut()}>
          <LeaveIcon />
        </Button>
      </header>
      <Body admin={admin} />
      <SignInSheet session={session} />
      <Toasts />
    </>
  );
}

function SignIn({ admin }: { readonly admin: Admin }): JSX.Element {
  return (
    <>
      <header class="bar">
        <h1>{t.value.admin.title}</h1>
        <LanguageSwitch />
      </header>
      <main class="column">
        <h2>{t.value.common.signIn}</h2>
        <SignInForm session={admin.session} />
      </main>
      <Toasts />
    </>
  );
}

function OutletChoice({ admin }: { readonly admin: Admin }): JSX.Element | null {
  const outlets = admin.outlets.value ?? [];
  if (outlets.length < 2) return <p class="quiet">{outlets[0]?.name}</p>;
  return (
    <label class="outlet-choice">
      <span class="unseen">{t.value.admin.chooseOutlet}</span>
      <select value={admin.outlet.value?.id ?? ''} onChange={(event) => admin.choose(event.currentTarget.value)}>
        {outlets.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Body({ admin }: { readonly admin: Admin }): JSX.Element {
  const { admin: words } = t.value;
  const outlet = admin.outlet.value;
  const screen = admin.screen.value;
  const wide = (children: ComponentChildren) => <main class="admin-main">{children}</main>;
  if (admin.session.user.value && admin.screens.value.length === 0) return wide(<Empty title={words.notForYou} />);
  if (!outlet) {
    if (admin.problem.value) return wide(<Broken problem={admin.problem.value} onRetry={() => void admin.load()} />);
    if (admin.outlets.value === null) return wide(<Loading />);
    return wide(admin.isOwner.value ? <NewOutlet admin={admin} /> : <Empty title={words.noOutlet} />);
  }
  const Shown = SHOWN[screen];
  return (
    <div class="admin">
      <Navigation admin={admin} />
      <main class="admin-main" key={outlet.id}>
        <Heading text={words.screens[screen]} />
        <Shown admin={admin} outlet={outlet} />
      </main>
    </div>
  );
}

/** Takes the focus when the place changes, so that a screen reader says where one is. */
function Heading({ text }: { readonly text: string }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [text]);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {text}
    </h2>
  );
}

function Navigation({ admin }: { readonly admin: Admin }): JSX.Element {
  return (
    <nav class="admin-nav" aria-label={t.value.admin.title}>
      {admin.screens.value.map((one) => (
        <a
          key={one}
          class="button quiet"
          href={`/admin/${one === 'today' ? '' : one}`}
          aria-current={one === admin.screen.value ? 'page' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            admin.go(one);
          }}
        >
          {t.value.admin.screens[one]}
        </a>
      ))}
    </nav>
  );
}
