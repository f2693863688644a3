import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { asSeen } from './as-seen.js';
import { EditableRows, type SheetActs } from './editable-rows.js';
import { FormSheet } from './form.js';
import { finish } from './finish.js';
import { amountIn, type FormField, textIn, textOrNull, typedAmount } from './form-values.js';
import type { ScreenProps } from './admin.js';
import { Shown, useTold } from './told.js';

type Tender = Schemas['TenderResponse'];
type Method = Schemas['TenderMethod'];

const METHODS: readonly Method[] = ['card_terminal', 'static_qr', 'bank_transfer', 'voucher', 'other'];
const SWITCHES = ['requires_reference', 'requires_last4', 'counts_in_drawer', 'opens_drawer', 'active'] as const;

/** Ways to pay at the counter that no gateway sees: a card machine of one's own, a printed QR code, a transfer, vouchers. */
export function TendersScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { admin: words } = t.value;
  const told = useTold(
    () => admin.api.get('/api/v1/tenders', { params: { query: { outlet_id: outlet.id } } }),
    [outlet.id],
  );
  return (
    <Shown told={told}>
      {({ data }) => (
        <>
          <p class="quiet">{words.tendersHint}</p>
          <EditableRows
            rows={data}
            add={words.addTender}
            none={words.noTenders}
            nameOf={({ name }) => name}
            cells={({ name, method, active }) => (
              <>
                <strong>{name}</strong>
                <span>{words.methods[method]}</span>
                <span class="quiet">{active ? '' : words.inactive}</span>
              </>
            )}
            sheet={(tender, acts) => <TenderSheet admin={admin} outlet={outlet} tender={tender} {...acts} />}
            onChanged={told.reload}
          />
        </>
      )}
    </Shown>
  );
}

interface TenderSheetProps extends ScreenProps, SheetActs {
  readonly tender: Tender | null;
}

function TenderSheet({ admin, outlet, tender, onClose, onDone }: TenderSheetProps): JSX.Element {
  const { admin: words } = t.value;
  const { currency } = outlet;
  const path = tender && { path: { id: tender.id } };
  const fields: readonly FormField[] = [
    { kind: 'text', name: 'name', label: words.name, hint: words.tenderNameHint, required: true, maxLength: 60 },
    ...(tender
      ? []
      : [
          {
            kind: 'choice' as const,
            name: 'method',
            label: words.method,
            options: METHODS.map((value) => ({ value, label: words.methods[value] })),
          },
        ]),
    {
      kind: 'choice',
      name: 'confirm',
      label: words.confirm,
      options: (['NOW', 'LATER'] as const).map((value) => ({ value, label: words.confirms[value] })),
    },
    { kind: 'text', name: 'instructions', label: words.instructions, rows: 2, maxLength: 500 },
    {
      kind: 'money',
      name: 'difference_limit',
      label: words.differenceLimit,
      hint: words.differenceLimitHint,
      currency,
    },
    ...SWITCHES.map((name) => ({ kind: 'check' as const, name, label: words.tenderSwitches[name] })),
  ];
  return (
    <FormSheet
      title={tender ? words.edit(tender.name) : words.addTender}
      onClose={onClose}
      submit={words.save}
      fields={fields}
      values={{
        name: tender?.name ?? '',
        method: tender?.method ?? 'card_terminal',
        confirm: tender?.confirm ?? 'NOW',
        instructions: tender?.instructions ?? '',
        difference_limit: typedAmount(tender?.difference_limit, currency),
        requires_reference: tender?.requires_reference ?? false,
        requires_last4: tender?.requires_last4 ?? false,
        counts_in_drawer: tender?.counts_in_drawer ?? true,
        opens_drawer: tender?.opens_drawer ?? false,
        active: tender?.active ?? true,
      }}
      onSubmit={async (values) => {
        const is = (name: string) => values[name] === true;
        const body = {
          name: textIn(values, 'name'),
          confirm: textIn(values, 'confirm') as Tender['confirm'],
          instructions: textOrNull(values, 'instructions'),
          difference_limit: amountIn(values, 'difference_limit', currency),
          requires_reference: is('requires_reference'),
          requires_last4: is('requires_last4'),
          counts_in_drawer: is('counts_in_drawer'),
          opens_drawer: is('opens_drawer'),
          active: is('active'),
        };
        const told = path
          ? await admin.api.patch('/api/v1/tenders/{id}', { params: path, body: { ...body, version: tender.version } })
          : await admin.api.post('/api/v1/tenders', {
              key: newId(),
              body: { ...body, outlet_id: outlet.id, method: textIn(values, 'method') as Method },
            });
        return finish(told, onDone);
      }}
      {...(tender && {
        onDelete: async () => {
          const told = await admin.api.del('/api/v1/tenders/{id}', { params: asSeen(tender) });
          return finish(told, onDone);
        },
      })}
    />
  );
}
