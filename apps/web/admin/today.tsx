import type { JSX } from 'preact';

import { DoneIcon } from '../shared/icons.js';
import { formatMoney } from '../shared/money.js';
import { Button } from '../shared/ui/button.js';
import { language, t } from '../shared/words/index.js';
import type { Screen, ScreenProps } from './admin.js';
import { Shown, useTold } from './told.js';

const TILL = '/till/';

/** How the day goes, and what a new café still lacks. */
export function TodayScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { admin: words } = t.value;
  const told = useTold(
    () => admin.api.get('/api/v1/reports/dashboard', { params: { query: { outlet_id: outlet.id } } }),
    [outlet.id],
  );
  const money = (minor: number) => formatMoney(minor, outlet.currency, language.value);
  return (
    <>
      {admin.isOwner.value && <Beginning admin={admin} outlet={outlet} />}
      <Shown told={told}>
        {({ today, yesterday, open_bills, open_shifts, low_stock_count, best_sellers }) => (
          <>
            <dl class="figures">
              <Figure
                name={words.salesToday}
                value={money(today[0]?.net_sales ?? 0)}
                more={words.yesterday(money(yesterday[0]?.net_sales ?? 0))}
              />
              <Figure name={words.ordersToday} value={String(today[0]?.orders_count ?? 0)} />
              <Figure
                name={words.openBills}
                value={String(open_bills[0]?.count ?? 0)}
                more={money(open_bills[0]?.amount_due ?? 0)}
              />
              <Figure name={words.openShifts} value={String(open_shifts)} />
              <Figure name={words.lowStock} value={String(low_stock_count)} />
            </dl>
            {best_sellers.length > 0 && (
              <section class="stack">
                <h3>{words.bestSellers}</h3>
                <ol class="lines">
                  {best_sellers.map((one) => (
                    <li key={one.rank}>
                      <span>{one.name}</span>
                      <span class="number">{one.quantity}</span>
                      <span class="number">{money(one.net_sales)}</span>
                    </li>
                  ))}
                </ol>
              </section>
            )}
            <div>
              <Button onPress={() => void told.reload()}>{words.refresh}</Button>
            </div>
          </>
        )}
      </Shown>
    </>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly more?: string;
}

function Figure({ name, value, more }: FigureProps): JSX.Element {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd class="number">{value}</dd>
      {more && <dd class="quiet number">{more}</dd>}
    </div>
  );
}

/** The steps from an empty outlet to the first sale; gone when each is done. */
function Beginning({ admin, outlet }: ScreenProps): JSX.Element | null {
  const { admin: words } = t.value;
  const query = { outlet_id: outlet.id, limit: 1 };
  const counts = useTold(async () => {
    const [products, tables, staff] = await Promise.all([
      admin.api.get('/api/v1/products', { params: { query } }),
      admin.api.get('/api/v1/tables', { params: { query } }),
      admin.api.get('/api/v1/users', { params: { query: { ...query, role: 'KASIR' } } }),
    ]);
    const failed = [products, tables, staff].find(({ ok }) => !ok);
    if (failed && !failed.ok) return failed;
    const found = [products, tables, staff].map((one) => (one.ok ? one.data.total : 0));
    return { ok: true as const, data: found };
  }, [outlet.id]);
  if (!counts.outcome?.ok) return null;
  const [products = 0, tables = 0, staff = 0] = counts.outcome.data;
  const steps: readonly (readonly [Screen, string, boolean])[] = [
    ['menu', words.stepMenu, products > 0],
    ['tables', words.stepTables, tables > 0],
    ['staff', words.stepStaff, staff > 0],
  ];
  if (steps.every(([, , isDone]) => isDone)) return null;
  return (
    <section class="stack beginning">
      <h3>{words.begin}</h3>
      <ol class="stack tight">
        {steps.map(([screen, what, isDone]) => (
          <li key={screen} class="row">
            {isDone ? (
              <p class="row">
                <DoneIcon /> {what} <span class="quiet">{words.stepDone}</span>
              </p>
            ) : (
              <Button onPress={() => admin.go(screen)}>{what}</Button>
            )}
          </li>
        ))}
      </ol>
      <p class="quiet">
        {words.stepTill} <a href={TILL}>{TILL}</a>
      </p>
    </section>
  );
}
