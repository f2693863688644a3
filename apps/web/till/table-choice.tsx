import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { problemText } from '../shared/ui/states.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { Form } from './bill-parts.js';
import { type Floor, pairsOf, tablesOn } from './floors.js';
import type { Table } from './shop.js';
import type { PartyPartProps } from './sitting-part.js';
import { Refusal } from './sitting-parts.js';
import { TableState } from './table-state.js';

interface TableChoiceProps {
  readonly floors: readonly Floor[];
  readonly tables: readonly Table[];
  readonly chosen: readonly string[];
  /** Tables that are said to go with the party's. */
  readonly pairs?: ReadonlySet<string>;
  readonly onChoose: (table: Table) => void;
}

/** Tables to choose from, floor by floor, each with how it stands. */
function TableChoice({ floors, tables, chosen, pairs, onChoose }: TableChoiceProps): JSX.Element {
  const { till: words, tables: said } = t.value;
  const groups = [...floors.map(({ id, name }) => ({ id, name })), { id: null, name: said.noFloor }]
    .map(({ id, name }) => ({ name, here: tablesOn(tables, id) }))
    .filter(({ here }) => here.length > 0);
  return (
    <>
      {groups.map(({ name, here }) => (
        <fieldset key={name} class="table-choice">
          {groups.length > 1 ? <legend>{name}</legend> : <legend class="unseen">{said.title}</legend>}
          {here.map((table) => (
            <Button key={table.id} pressed={chosen.includes(table.id)} onPress={() => onChoose(table)}>
              <span class="stack tight">
                <span>{words.tableOf(table.name)}</span>
                <TableState table={table} />
                {pairs?.has(table.id) && <span class="table-about">{said.pairs}</span>}
              </span>
            </Button>
          ))}
        </fieldset>
      ))}
    </>
  );
}

/** The tables where somebody could sit besides this party's own, those first that go with its table. */
function othersOf({ till, table, floors }: PartyPartProps): readonly Table[] {
  const pairs = pairsOf(floors, table.id);
  const others = till.shop.tables.value.filter((one) => one.state !== 'BLOCKED' && one.session_id !== table.session_id);
  return [...others.filter(({ id }) => pairs.has(id)), ...others.filter(({ id }) => !pairs.has(id))];
}

/** Seats a party at further tables as well. */
export function LinkPart(props: PartyPartProps): JSX.Element {
  const { till, table, floors, sessionId, act, perform, onBack } = props;
  const { tables: words } = t.value;
  const [chosen, choose] = useState<readonly string[]>([]);
  const submit = () =>
    perform((key) =>
      till.api.post('/api/v1/table-sessions/{id}/link', {
        params: { path: { id: sessionId } },
        body: { table_ids: [...chosen] },
        key,
      }),
    );
  return (
    <Form
      title={words.link}
      submit={chosen.length > 0 ? words.linkNow(chosen.length) : words.link}
      disabled={chosen.length === 0}
      isBusy={act.isBusy}
      onBack={onBack}
      onSubmit={submit}
    >
      <p class="quiet">{words.linkHint}</p>
      <TableChoice
        floors={floors}
        tables={othersOf(props)}
        chosen={chosen}
        pairs={pairsOf(floors, table.id)}
        onChoose={({ id }) => choose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])}
      />
      {act.problem && <Refusal text={problemText(act.problem)} />}
    </Form>
  );
}

/** Seats a party elsewhere. Where others sit the server refuses, and sitting down with them is a step of its own. */
export function MovePart(props: PartyPartProps): JSX.Element {
  const { till, table, floors, sessionId, act, perform, onTable, onBack } = props;
  const { till: said, tables: words } = t.value;
  const [chosen, choose] = useState<Table | null>(null);
  const name = chosen ? said.tableOf(chosen.name) : '';
  const isOccupied = act.problem?.code === 'TABLE_OCCUPIED';
  const move = (join: boolean) => {
    if (!chosen) return;
    perform(
      (key) =>
        till.api.post('/api/v1/table-sessions/{id}/move', {
          params: { path: { id: sessionId } },
          body: { table_id: chosen.id, ...(join && { join }) },
          key,
        }),
      () => {
        toast(words.moved(name));
        onTable(chosen.id);
      },
    );
  };
  // The party's other tables too: it may give up its own for one of them.
  const own = till.shop.tables.value.filter((one) => one.session_id === table.session_id && one.linked_to !== null);
  return (
    <Form
      title={words.move}
      submit={chosen ? words.moveTo(name) : words.move}
      disabled={!chosen}
      isBusy={act.isBusy}
      onBack={onBack}
      onSubmit={() => move(false)}
    >
      <p class="quiet">{words.moveHint}</p>
      <TableChoice
        floors={floors}
        tables={[...own, ...othersOf(props)]}
        chosen={chosen ? [chosen.id] : []}
        onChoose={(one) => {
          act.clear();
          choose(one);
        }}
      />
      {act.problem && !isOccupied && <Refusal text={problemText(act.problem)} />}
      {chosen && isOccupied && (
        <Refusal text={words.occupied(name)}>
          <p>{words.joinHint}</p>
          <Button kind="danger" busy={act.isBusy} onPress={() => move(true)}>
            {words.join(name)}
          </Button>
        </Refusal>
      )}
    </Form>
  );
}
