import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { BackIcon, PrinterIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import type { Admin, Outlet } from './admin.js';
import type { Table } from './tables.js';
import { Shown, useTold } from './told.js';

interface QrSheetProps {
  readonly admin: Admin;
  readonly outlet: Outlet;
  readonly tables: readonly Table[];
  readonly onClose: () => void;
}

/** Pictures asked for at the same time. */
const AT_ONCE = 6;

/** The codes of all tables on A4 paper, six on a page, to be cut out and put on them. */
export function QrSheet({ admin, outlet, tables, onClose }: QrSheetProps): JSX.Element {
  const { admin: words } = t.value;
  const shown = tables.filter(({ active }) => active);
  const told = useTold(async () => {
    const addresses = new Map<string, string>();
    for (let from = 0; from < shown.length; from += AT_ONCE) {
      const some = shown.slice(from, from + AT_ONCE);
      const pictures = await Promise.all(
        some.map(({ id }) =>
          admin.api.get('/api/v1/tables/{id}/qr.svg', { params: { path: { id } }, parseAs: 'blob' }),
        ),
      );
      for (const [i, picture] of pictures.entries()) {
        if (!picture.ok) return picture;
        addresses.set(some[i]!.id, URL.createObjectURL(picture.data as unknown as Blob));
      }
    }
    return { ok: true as const, data: addresses };
  }, []);
  const pictures = told.outcome?.ok ? told.outcome.data : null;
  useEffect(() => () => pictures?.forEach((address) => URL.revokeObjectURL(address)), [pictures]);
  return (
    <>
      <div class="row no-print">
        <Button onPress={onClose}>
          <BackIcon size={20} /> {t.value.common.back}
        </Button>
        <Button kind="main" disabled={!pictures} onPress={() => print()}>
          <PrinterIcon size={20} /> {words.print}
        </Button>
      </div>
      <p class="quiet no-print">{words.printHint}</p>
      <Shown told={told}>
        {(addresses) => (
          <ul class="codes">
            {shown.map((table) => (
              <li key={table.id}>
                <p>{outlet.name}</p>
                <img src={addresses.get(table.id)} alt={words.codeOf(table.name)} width="220" height="220" />
                <p class="code-name">{/^\d+$/.test(table.name) ? words.tableNamed(table.name) : table.name}</p>
                <p>{words.scanToOrder}</p>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </>
  );
}
