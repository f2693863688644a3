import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { PlusIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { Sheet } from '../shared/ui/sheet.js';
import { t } from '../shared/words/index.js';
import { groupsIn, type GroupRow, newGroup, rowsOf } from './choice-rows.js';
import { GroupFields } from './group-fields.js';
import { Form } from './form.js';
import { finish } from './finish.js';
import type { PartProps } from './part-props.js';

/** What a product can be had with: groups, their options and what is said of these, and choices below an option. */
export function ChoicesSheet({ admin, outlet, product, onClose, onDone }: PartProps): JSX.Element {
  const { admin: words, dishes } = t.value;
  const [rows, setRows] = useState<readonly GroupRow[]>(() => rowsOf(product.modifier_groups, outlet.currency));
  return (
    <Sheet title={dishes.choicesOf(product.name)} onClose={onClose}>
      <Form
        fields={[]}
        values={{}}
        submit={words.save}
        onSubmit={async () => {
          const groups = groupsIn(rows, outlet.currency);
          if (!groups) {
            return { status: 0, code: 'CHOICES', title: '', detail: dishes.choicesIncomplete, errors: [], more: {} };
          }
          const told = await admin.api.patch('/api/v1/products/{id}', {
            params: { path: { id: product.id } },
            body: { modifier_groups: groups, version: product.version },
          });
          return finish(told, onDone);
        }}
      >
        <p class="quiet">{dishes.choicesHint}</p>
        <GroupFields rows={rows} level={1} onChange={setRows} />
        <Button onPress={() => setRows([...rows, newGroup()])}>
          <PlusIcon size={20} /> {dishes.addGroup}
        </Button>
      </Form>
    </Sheet>
  );
}
