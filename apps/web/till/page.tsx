import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import {
  BagIcon,
  BellIcon,
  CashIcon,
  DineIcon,
  LockIcon,
  MenuIcon,
  ReceiptIcon,
  SoundOffIcon,
} from '../shared/icons.js';
import { soundState } from '../shared/sound.js';
import { setTheme, type Theme, theme } from '../shared/theme.js';
import { Banner } from '../shared/ui/banner.js';
import { Button } from '../shared/ui/button.js';
import { LanguageSwitch } from '../shared/ui/language-switch.js';
import { Sheet } from '../shared/ui/sheet.js';
import { SignInForm, SignInSheet } from '../shared/ui/sign-in.js';
import { Broken, Empty, Loading } from '../shared/ui/states.js';
import { Toasts } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { CashScreen } from './cash.js';
import { CloseScreen } from './close.js';
import { DevicesScreen } from './devices.js';
import { later } from './later.js';
import { HandOverScreen } from './hand-over.js';
import { LockScreen } from './lock-screen.js';
import { OrdersScreen } from './orders.js';
import { PayScreen } from './pay.js';
import { SellScreen } from './sell.js';
import { type Screen, type Till } from './till.js';
import { UnknownSheet } from './unknown-sheet.js';

export function TillPage({ till }: { readonly till: Till }): JSX.Element {
  const { session, lock } = till;
  const isIn = session.token.value !== null || session.ended.value;
  const [isOpen, open] = useState(false);
  useEffect(() => {
    if (isIn) return;
    lock.open();
  }, [isIn]);
  if (!isIn) return <SignIn till={till} />;
  if (lock.isLocked.value && !session.ended.value) return <LockScreen till={till} />;
  return (
    <>
      <TopBar till={till} onMore={() => open(true)} />
      <Connection till={till} />
      {till.asking.value > 0 && till.ringing.isOn.value && soundState.value === 'off' && (
        <button type="button" class="sound-off">
          <SoundOffIcon /> {t.value.till.soundOff}
        </button>
      )}
      <main class="till-main">
        <Body till={till} />
      </main>
      <SignInSheet session={session} />
      {till.selling.unknown.value && <UnknownSheet till={till} />}
      {isOpen && <More till={till} onClose={() => open(false)} />}
      {till.helpIsOpen.value && <Help till={till} />}
      <Toasts />
    </>
  );
}

function SignIn({ till }: { readonly till: Till }): JSX.Element {
  return (
    <>
      <header class="bar">
        <h1>{t.value.till.title}</h1>
        <LanguageSwitch />
      </header>
      <main class="column">
        <h2>{t.value.common.signIn}</h2>
        <SignInForm session={till.session} />
      </main>
      <Toasts />
    </>
  );
}

function Connection({ till }: { readonly till: Till }): JSX.Element | null {
  const live = till.shop.live.value;
  if (!live) return null;
  const zone = till.shop.outlet.value?.time_zone;
  return <Banner live={live} stillWorks={t.value.till.offlineStill} {...(zone && { timeZone: zone })} />;
}

/** In a file of its own: not every outlet has tables. */
const FloorScreen = later(async () => (await import('./floor-screen.js')).FloorScreen);

const SCREENS: Readonly<Record<Screen, (props: { readonly till: Till }) => JSX.Element>> = {
  sell: SellScreen,
  pay: PayScreen,
  orders: OrdersScreen,
  tables: FloorScreen,
  cash: CashScreen,
  close: CloseScreen,
  handover: HandOverScreen,
  devices: DevicesScreen,
};

function Body({ till }: { readonly till: Till }): JSX.Element {
  const { shop, session } = till;
  const { till: words } = t.value;
  const role = session.user.value?.role;
  if (role === 'KITCHEN' || role === 'CUSTOMER') return <Empty title={words.notForKitchen} />;
  if (!shop.outlet.value) {
    if (shop.problem.value) return <Broken problem={shop.problem.value} onRetry={() => void shop.load()} />;
    if (shop.outlets.value.length > 0) return <OutletChoice till={till} />;
    return <Loading />;
  }
  const Shown = SCREENS[till.screen.value];
  return <Shown till={till} />;
}

function OutletChoice({ till }: { readonly till: Till }): JSX.Element {
  return (
    <section class="column">
      <h2>{t.value.till.chooseOutlet}</h2>
      {till.shop.outlets.value.map(({ id, name }) => (
        <Button key={id} onPress={() => void till.shop.choose(id)}>
          {name}
        </Button>
      ))}
    </section>
  );
}

function TopBar({ till, onMore }: { readonly till: Till; readonly onMore: () => void }): JSX.Element {
  const { till: words } = t.value;
  const tab = (screen: Screen, label: string, icon: JSX.Element, count?: number, calls = 0) => (
    <Button
      kind="quiet"
      class={calls > 0 ? 'tab asks' : 'tab'}
      pressed={till.screen.value === screen || (screen === 'sell' && till.screen.value === 'pay')}
      onPress={() => till.go(screen)}
    >
      {icon}
      <span>{label}</span>
      {!!count && <span class="badge number">{count}</span>}
      {calls > 0 && (
        <span class="badge calling number">
          <span aria-hidden="true">{calls}</span>
          <span class="unseen">{words.asksForYou(calls)}</span>
        </span>
      )}
    </Button>
  );
  const asking = till.asking.value;
  return (
    <header class="bar till-bar">
      <h1>
        <span>{till.shop.outlet.value?.name ?? words.title}</span>
        <span class="quiet who">{till.session.user.value?.name ?? till.session.user.value?.username}</span>
      </h1>
      <nav aria-label={words.title}>
        {tab('sell', words.sell, <BagIcon size={20} />)}
        {tab(
          'orders',
          words.orders,
          asking > 0 ? <BellIcon size={20} /> : <ReceiptIcon size={20} />,
          till.bills.open.value?.length,
          asking,
        )}
        {tab('cash', words.cash, <CashIcon size={20} />)}
        {till.shop.tables.value.length > 0 && tab('tables', t.value.tables.title, <DineIcon size={20} />)}
      </nav>
      <Button kind="quiet" class="icon" label={words.lockNow} onPress={() => till.lock.lock()}>
        <LockIcon />
      </Button>
      <Button kind="quiet" class="icon" label={words.menu} onPress={onMore}>
        <MenuIcon />
      </Button>
    </header>
  );
}

function More({ till, onClose }: { readonly till: Till; readonly onClose: () => void }): JSX.Element {
  const { till: words, common } = t.value;
  const go = (screen: Screen) => () => {
    onClose();
    till.go(screen);
  };
  const themes: readonly Theme[] = ['auto', 'light', 'dark'];
  return (
    <Sheet title={words.menu} onClose={onClose}>
      <div class="stack">
        <Button onPress={go('close')}>{words.closeShift}</Button>
        {till.isLead.value && <Button onPress={go('devices')}>{words.screens}</Button>}
        <Button
          onPress={() => {
            onClose();
            till.helpIsOpen.value = true;
          }}
        >
          {words.keys}
        </Button>
        <Button pressed={till.ringing.isOn.value} onPress={() => till.ringing.set(!till.ringing.isOn.value)}>
          {words.sound}
        </Button>
        <LanguageSwitch />
        <fieldset class="choices">
          <legend>{common.theme}</legend>
          {themes.map((one) => (
            <Button key={one} pressed={theme.value === one} onPress={() => setTheme('till', one)}>
              {common[one]}
            </Button>
          ))}
        </fieldset>
        {till.shop.outlets.value.length > 1 && (
          <fieldset class="choices">
            <legend>{words.chooseOutlet}</legend>
            {till.shop.outlets.value.map(({ id, name }) => (
              <Button
                key={id}
                pressed={id === till.shop.outlet.value?.id}
                onPress={() => {
                  onClose();
                  void till.shop.choose(id);
                }}
              >
                {name}
              </Button>
            ))}
          </fieldset>
        )}
        <Button
          kind="danger"
          onPress={() => {
            onClose();
            void till.session.signOut();
          }}
        >
          {common.signOut}
        </Button>
      </div>
    </Sheet>
  );
}

function Help({ till }: { readonly till: Till }): JSX.Element {
  return (
    <Sheet title={t.value.till.help} onClose={() => (till.helpIsOpen.value = false)}>
      <dl class="shortcuts">
        {t.value.till.shortcuts.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
