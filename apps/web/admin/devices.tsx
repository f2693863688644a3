import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import type { Schemas } from '../shared/api.js';
import { toast } from '../shared/ui/toast.js';
import { language, t } from '../shared/words/index.js';
import type { ScreenProps } from './admin.js';
import { EditableRows, type SheetActs } from './editable-rows.js';
import { everything, PAGE } from '../shared/everything.js';
import { finish } from './finish.js';
import { FormSheet } from './form.js';
import { type FormField, listIn, type Option, textIn } from './form-values.js';
import { Shown, useTold } from './told.js';

type Device = Schemas['DeviceResponse'];

const SECOND_MS = 1_000;
/** A tablet that was let in fetches its token within three seconds, and is a device from then on. */
const AGAIN_MS = 4_000;
/** Units of time, and how many of the one before make one. */
const UNITS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', Infinity],
] as const;

/** Tablets that show this outlet's kitchen without anybody's password: let in by the code that they show, sent away when they are lost. */
export function DevicesScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { devices: words } = t.value;
  const query = { outlet_id: outlet.id };
  const stations = useTold(async () => {
    const [described, load] = await Promise.all([
      admin.api.get('/api/v1/kitchen/stations', { params: { query } }),
      admin.api.get('/api/v1/kitchen/load', { params: { query } }),
    ]);
    if (!described.ok) return described;
    if (!load.ok) return load;
    const names = new Map(load.data.data.map(({ station }) => [station, station]));
    for (const { code, name } of described.data.data) names.set(code, name);
    return { ...load, data: names };
  }, [outlet.id]);
  const told = useTold(
    () =>
      everything((offset) =>
        admin.api.get('/api/v1/devices', { params: { query: { ...query, limit: PAGE, offset } } }),
      ),
    [outlet.id],
  );
  useEffect(() => {
    const timer = setInterval(() => void told.reload(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [outlet.id]);
  return (
    <Shown told={stations}>
      {(names) => (
        <Shown told={told}>
          {(devices) => (
            <>
              <p class="quiet">{words.hint}</p>
              <EditableRows
                rows={devices}
                add={words.letIn}
                none={words.none}
                nameOf={({ name }) => name}
                cells={({ name, kind, stations: codes, last_seen_at }) => (
                  <>
                    <span>
                      <strong>{name}</strong> <span class="quiet">{words.kinds[kind]}</span>
                    </span>
                    <span>{codes.map((code) => names.get(code) ?? code).join(', ') || words.allStations}</span>
                    <span class="quiet">{words.lastSeen(ago(last_seen_at))}</span>
                  </>
                )}
                sheet={(device, acts) => (
                  <DeviceSheet admin={admin} outlet={outlet} device={device} names={names} {...acts} />
                )}
                onChanged={told.reload}
              />
            </>
          )}
        </Shown>
      )}
    </Shown>
  );
}

/** How long a moment lies back, in words: "3 minutes ago". */
function ago(moment: string): string {
  let passed = Math.max(0, (Date.now() - Date.parse(moment)) / SECOND_MS);
  for (const [unit, size] of UNITS) {
    if (passed < size) {
      return new Intl.RelativeTimeFormat(language.value, { numeric: 'auto' }).format(-Math.floor(passed), unit);
    }
    passed /= size;
  }
  return '';
}

interface DeviceSheetProps extends ScreenProps, SheetActs {
  /** Null: one that waits to be let in. */
  readonly device: Device | null;
  /** What the stations are called, by their codes. */
  readonly names: ReadonlyMap<string, string>;
}

function DeviceSheet({ admin, outlet, device, names, onClose, onDone }: DeviceSheetProps): JSX.Element {
  const { admin: words, devices: said } = t.value;
  const path = device && { path: { id: device.id } };
  const codes = [...new Set([...names.keys(), ...(device?.stations ?? [])])];
  const options = codes.map((code): Option => ({ value: code, label: names.get(code) ?? code }));
  const fields: readonly FormField[] = [
    ...(device ? [] : [{ kind: 'text' as const, name: 'code', label: said.code, hint: said.codeHint, required: true }]),
    { kind: 'text', name: 'name', label: words.name, hint: said.nameHint, required: true, maxLength: 120 },
    ...(options.length === 0
      ? []
      : [{ kind: 'several' as const, name: 'stations', label: said.stations, hint: said.stationsHint, options }]),
  ];
  return (
    <FormSheet
      title={device ? words.edit(device.name) : said.letIn}
      onClose={onClose}
      submit={device ? words.save : said.letIn}
      deleteLabel={said.sendAway}
      fields={fields}
      values={{ code: '', name: device?.name ?? '', stations: device?.stations ?? [] }}
      onSubmit={async (values) => {
        const body = { name: textIn(values, 'name'), stations: listIn(values, 'stations') };
        const told = path
          ? await admin.api.patch('/api/v1/devices/{id}', { params: path, body })
          : await admin.api.post('/api/v1/device-pairings/approve', {
              body: { ...body, code: textIn(values, 'code'), outlet_id: outlet.id },
            });
        if (told.ok && !device) toast(said.soon(body.name));
        return finish(told, onDone);
      }}
      {...(path && {
        onDelete: async () => finish(await admin.api.del('/api/v1/devices/{id}', { params: path }), onDone),
      })}
    />
  );
}
