import { effect, signal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';

import { second } from '../shared/clock.js';
import { BagIcon, MenuIcon, ReceiptIcon } from '../shared/icons.js';
import { Banner } from '../shared/ui/banner.js';
import { Broken, Loading } from '../shared/ui/states.js';
import { Toasts } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { Tongue } from './tongue.js';
import { piecesOf } from './cart.js';
import { money } from './format.js';
import { live } from './follow.js';
import { loadBills } from './load.js';
import { MenuView } from './menu.js';
import {
  type Bill,
  bills,
  cart,
  menu,
  opened,
  payingBill,
  receipts,
  sitting,
  stage,
  type View,
  view,
} from './state.js';

type Later = typeof import('./later.js');
const later = signal<Later | null>(null);

/** Loads what comes after the menu. A file that does not come is asked for again at the next wish for it. */
export async function loadLater(): Promise<void> {
  const load = (): Promise<Later | null | undefined> => import('./later.js').catch(() => null);
  if (later.value) return;
  const loaded = (await load()) ?? null;
  if (later.value || !loaded) return;
  later.value = loaded;
  loaded.loadMore();
}

// A view begins at its top.
effect(() => {
  if (view.value) scrollTo(0, 0);
  if (view.value !== 'menu' || opened.value) void loadLater();
});

export function App({ onRetry }: { readonly onRetry: () => void }): JSX.Element {
  const { guest } = t.value;
  const now = stage.value;
  const outlet = menu.value?.outlet;
  const logo = outlet?.theme.logo_url;
  const isIn = now.name === 'in' || (now.name === 'starting' && menu.value !== null);
  return (
    <>
      <header class="bar guest-bar">
        {logo && <img src={logo} alt="" width={40} height={40} />}
        <div class="place">
          <h1>{outlet?.name ?? guest.title}</h1>
          {isIn && sitting.value?.tableName && <p class="quiet">{guest.tableName(sitting.value.tableName)}</p>}
        </div>
        <Tongue />
      </header>
      {live.value && isIn && <Banner live={live.value} stillWorks={guest.stillWorks} timeZone={outlet?.time_zone} />}
      <main class={isIn ? 'with-dock' : undefined}>{isIn ? <Inside /> : <Door onRetry={onRetry} />}</main>
      {isIn && <Dock />}
      <Sheets />
      <Toasts />
    </>
  );
}

function Inside(): JSX.Element {
  if (view.value === 'menu') return <MenuView />;
  const parts = later.value;
  if (!parts) return <Loading rows={4} />;
  return view.value === 'cart' ? <parts.CartView /> : <parts.TableView />;
}

function Sheets(): JSX.Element | null {
  const parts = later.value;
  const product = opened.value;
  if (!parts) return null;
  return (
    <>
      {product && <parts.ProductSheet key={product.id} product={product} />}
      {payingBill.value && <parts.PaySheet id={payingBill.value} />}
    </>
  );
}

function Dock(): JSX.Element {
  const { guest } = t.value;
  const count = piecesOf(cart.value);
  const entry = (name: View, text: string, icon: ComponentChildren, badge?: ComponentChildren) => (
    <button
      type="button"
      class="dock-entry"
      aria-current={view.value === name ? 'page' : undefined}
      onClick={() => {
        view.value = name;
        // What others are paying for is told to nobody: it is looked up.
        if (name === 'table') void loadBills();
      }}
    >
      {icon}
      <span>{text}</span>
      {badge}
    </button>
  );
  return (
    <nav class="dock" aria-label={guest.title}>
      {entry('menu', guest.title, <MenuIcon />)}
      {entry('cart', guest.order, <BagIcon />, count > 0 && <span class="badge number">{count}</span>)}
      {entry('table', guest.table, <ReceiptIcon />)}
    </nav>
  );
}

/** What stands between a guest and the menu. */
function Door({ onRetry }: { readonly onRetry: () => void }): JSX.Element {
  const { guest } = t.value;
  const now = stage.value;
  switch (now.name) {
    case 'starting':
    case 'in':
      return <Loading rows={5} />;
    case 'broken':
      return <Broken problem={now.problem} title={guest.broken} onRetry={onRetry} />;
    case 'waiting':
      return (
        <Notice title={guest.busy}>{guest.busyWhy(Math.max(1, Math.ceil((now.until - second.value) / 1_000)))}</Notice>
      );
    case 'refused':
      return <Notice title={guest.refused}>{guest.askStaff}</Notice>;
    case 'inactive':
      return <Notice title={guest.inactive}>{guest.askSeat}</Notice>;
    case 'nobody':
      return <Notice title={guest.scanFirst}>{guest.scanFirstWhy}</Notice>;
    case 'ended':
      return (
        <Notice title={guest.ended}>
          {guest.endedWhy}
          {(bills.value ?? [])
            .filter(({ status }) => status !== 'VOIDED')
            .map((bill) => (
              <LastOf key={bill.id} bill={bill} />
            ))}
        </Notice>
      );
  }
}

/** What a bill came to, with its receipt behind it. */
function LastOf({ bill }: { readonly bill: Bill }): JSX.Element {
  const sum = <strong>{t.value.guest.endedBill(bill.number, money(bill.total_amount, bill.currency))}</strong>;
  const text = receipts.value.get(bill.id);
  if (text === undefined) return sum;
  return (
    <details class="receipt">
      <summary>{sum}</summary>
      <pre>{text}</pre>
    </details>
  );
}

const Notice = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }): JSX.Element => (
  <div class="state notice" role="status">
    <h2 class="state-title">{title}</h2>
    <div>{children}</div>
  </div>
);
