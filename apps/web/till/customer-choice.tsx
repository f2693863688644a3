import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { t } from '../shared/words/index.js';
import type { Till } from './till.js';

type Customer = Schemas['CustomerResponse'];

interface CustomerChoiceProps {
  readonly till: Till;
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
}

const ASK_AFTER_MS = 300;
const LEAST_LETTERS = 2;
const MOST_FOUND = 5;

/** Whose a bill is: one of the outlet's customers, found by what they say of themselves, or nobody. */
export function CustomerChoice({ till, chosen, onChoose }: CustomerChoiceProps): JSX.Element {
  const { floor } = t.value;
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Customer[] | null>(null);
  const [name, setName] = useState('');
  useEffect(() => {
    setFound(null);
    const q = query.trim();
    const outlet = till.shop.outlet.value?.id;
    if (q.length < LEAST_LETTERS || !outlet) return;
    let isMeant = true;
    const later = setTimeout(async () => {
      const told = await till.api.get('/api/v1/customers', {
        params: { query: { outlet_id: outlet, q, limit: MOST_FOUND } },
      });
      if (isMeant && told.ok) setFound(told.data.data);
    }, ASK_AFTER_MS);
    return () => {
      isMeant = false;
      clearTimeout(later);
    };
  }, [query]);
  const choose = (id: string | null, called: string) => {
    setName(called);
    setQuery('');
    onChoose(id);
  };
  if (chosen !== null) {
    return (
      <div class="row between">
        <span>
          {floor.customer} {name && <strong>{name}</strong>}
        </span>
        <Button onPress={() => choose(null, '')}>{floor.takeCustomerOff}</Button>
      </div>
    );
  }
  return (
    <>
      <Field
        label={floor.customer}
        hint={floor.findCustomer}
        type="search"
        value={query}
        onInput={setQuery}
        maxLength={80}
      />
      {found?.length === 0 && <p class="quiet">{floor.noCustomer}</p>}
      {found && found.length > 0 && (
        <div class="choices" role="group" aria-label={floor.customer}>
          {found.map((one) => (
            <Button key={one.id} onPress={() => choose(one.id, calledOf(one))}>
              {calledOf(one)}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

const calledOf = ({ name, phone, email }: Customer): string => name ?? phone ?? email ?? '—';
