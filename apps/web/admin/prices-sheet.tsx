import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import { everything, PAGE } from '../shared/everything.js';
import { Form } from './form.js';
import { finish } from './finish.js';
import { amountIn, numberIn, textOrNull, typedAmount } from './form-values.js';
import { PriceRows, pricesIn, rowsOf } from './price-rows.js';
import type { PartProps } from './part-props.js';
import type { Schedule } from './shapes.js';
import { Shown, useTold } from './told.js';

type Terms = Schemas['OutletProductResponse'];
interface Told {
  readonly terms: Terms;
  /** For the owner alone. */
  readonly list: { readonly prices: Prices; readonly schedules: readonly Schedule[] } | null;
}
type Prices = Schemas['ProductPricesResponse'];

/** What a product costs in this outlet, and (for the owner) everywhere else, through channels and at hours. */
export function PricesSheet(props: PartProps): JSX.Element {
  const { admin, outlet, product, onClose } = props;
  const { dishes } = t.value;
  const isOwner = admin.isOwner.value;
  const params = { path: { id: outlet.id, pid: product.id } };
  const told = useTold<Told>(async () => {
    const terms = await admin.api.get('/api/v1/outlets/{id}/products/{pid}', { params });
    if (!terms.ok || !isOwner) return terms.ok ? { ...terms, data: { terms: terms.data, list: null } } : terms;
    const prices = await admin.api.get('/api/v1/products/{id}/prices', { params: { path: { id: product.id } } });
    const schedules = await everything((offset) =>
      admin.api.get('/api/v1/schedules', { params: { query: { outlet_id: outlet.id, limit: PAGE, offset } } }),
    );
    if (!prices.ok) return prices;
    if (!schedules.ok) return schedules;
    return { ...terms, data: { terms: terms.data, list: { prices: prices.data, schedules: schedules.data } } };
  }, [outlet.id, product.id]);
  return (
    <Sheet title={dishes.pricesOf(product.name)} onClose={onClose}>
      <Shown told={told}>
        {({ terms, list }) => (
          <>
            <Here {...props} terms={terms} />
            {list && <List {...props} {...list} />}
          </>
        )}
      </Shown>
    </Sheet>
  );
}

/** What this outlet has of its own; what is empty is the product's. */
function Here({ admin, outlet, product, onDone, terms }: PartProps & { readonly terms: Terms }): JSX.Element {
  const { admin: words, dishes } = t.value;
  const { currency } = outlet;
  return (
    <section class="stack tight">
      <h3>{dishes.here(outlet.name)}</h3>
      <p class="quiet">{dishes.hereHint}</p>
      <Form
        submit={words.save}
        fields={[
          { kind: 'money', name: 'price', label: words.price, currency, hint: typedAmount(product.price, currency) },
          { kind: 'text', name: 'name', label: words.name, hint: product.name, maxLength: 200 },
          { kind: 'text', name: 'station', label: words.station, hint: product.station ?? '', maxLength: 32 },
          { kind: 'text', name: 'tax_rate', label: words.taxRate, inputmode: 'decimal' },
          { kind: 'check', name: 'visible', label: dishes.visible },
        ]}
        values={{
          price: typedAmount(terms.price, currency),
          name: terms.name ?? '',
          station: terms.station ?? '',
          tax_rate: terms.tax_rate === null ? '' : String(terms.tax_rate),
          visible: terms.visible,
        }}
        onSubmit={async (values) => {
          const told = await admin.api.put('/api/v1/outlets/{id}/products/{pid}', {
            params: { path: { id: outlet.id, pid: product.id } },
            body: {
              price: amountIn(values, 'price', currency),
              name: textOrNull(values, 'name'),
              station: textOrNull(values, 'station'),
              tax_rate: numberIn(values, 'tax_rate'),
              visible: values['visible'] === true,
              option_prices: terms.option_prices,
              version: terms.version,
            },
          });
          return finish(told, onDone);
        }}
      />
    </section>
  );
}

interface ListProps extends PartProps {
  readonly prices: Prices;
  readonly schedules: readonly Schedule[];
}

/** The price list of the product, in every outlet. */
function List({ admin, outlet, product, onDone, prices, schedules }: ListProps): JSX.Element {
  const { admin: words, dishes } = t.value;
  const [rows, setRows] = useState(() => rowsOf(prices.prices, outlet.currency));
  return (
    <section class="stack tight">
      <h3>{dishes.priceList}</h3>
      <p class="quiet">{dishes.priceListHint}</p>
      <Form
        fields={[]}
        values={{}}
        submit={dishes.saveList}
        onSubmit={async () => {
          const sent = pricesIn(rows, outlet.currency);
          if (!sent)
            return { status: 0, code: 'PRICES', title: '', detail: dishes.pricesIncomplete, errors: [], more: {} };
          const told = await admin.api.put('/api/v1/products/{id}/prices', {
            params: { path: { id: product.id } },
            body: { prices: sent, version: prices.version },
          });
          return finish(told, onDone);
        }}
      >
        <PriceRows rows={rows} outlets={admin.outlets.value ?? []} schedules={schedules} onChange={setRows} />
      </Form>
      <p class="quiet">
        {words.price}: {typedAmount(product.price, outlet.currency)}
      </p>
    </section>
  );
}
