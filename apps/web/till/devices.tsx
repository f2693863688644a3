import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Outcome, Schemas } from '../shared/api.js';
import { language } from '../shared/words/language.js';
import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { Sheet } from '../shared/ui/sheet.js';
import { Broken, Empty, Loading } from '../shared/ui/states.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { useAct } from '../shared/act.js';
import { Wrong } from './wrong.js';
import { said } from './problems.js';
import type { Till } from './till.js';

type Device = Schemas['DeviceResponse'];

/** Tablets in the kitchen: let in by their code, for some stations, and sent away. */
export function DevicesScreen({ till }: { readonly till: Till }): JSX.Element {
  const { till: words } = t.value;
  const [told, setTold] = useState<Outcome<Schemas['DevicesPage']> | null>(null);
  const [leaving, setLeaving] = useState<Device | null>(null);
  const outletId = till.shop.outlet.value!.id;
  const load = async () =>
    setTold(await till.api.get('/api/v1/devices', { params: { query: { outlet_id: outletId, limit: 100 } } }));
  useEffect(() => void load(), [outletId]);
  return (
    <section class="devices">
      <LetIn till={till} onDone={() => void load()} />
      <section class="stack">
        <h2>{words.screens}</h2>
        {!told && <Loading />}
        {told && !told.ok && <Broken problem={told.problem} onRetry={() => void load()} />}
        {told?.ok && told.data.data.length === 0 && <Empty title={words.noDevices} />}
        <ul class="plain-list">
          {told?.ok &&
            told.data.data.map((device) => (
              <li key={device.id} class="row between">
                <span class="device">
                  <strong>{device.name}</strong>
                  <span class="quiet">{device.stations.join(', ') || words.allStations}</span>
                  <span class="quiet">{words.seenAt(when(device.last_seen_at))}</span>
                </span>
                <Button kind="danger" onPress={() => setLeaving(device)}>
                  {words.revoke}
                </Button>
              </li>
            ))}
        </ul>
      </section>
      {leaving && (
        <Revoke
          till={till}
          device={leaving}
          onClose={() => {
            setLeaving(null);
            void load();
          }}
        />
      )}
    </section>
  );
}

const when = (at: string): string =>
  new Intl.DateTimeFormat(language.value, { dateStyle: 'short', timeStyle: 'short' }).format(Date.parse(at));

function LetIn({ till, onDone }: { readonly till: Till; readonly onDone: () => void }): JSX.Element {
  const { till: words } = t.value;
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [chosen, choose] = useState<readonly string[]>([]);
  const act = useAct();
  const stations = [...new Set(till.shop.products.value.flatMap(({ station }) => station ?? []))].sort();
  const submit = () =>
    act.run(async () => {
      const told = await till.api.post('/api/v1/device-pairings/approve', {
        body: { code: code.trim(), name: name.trim(), outlet_id: till.shop.outlet.value!.id, stations: [...chosen] },
      });
      if (!told.ok) return told.problem;
      toast(words.letInDone(name.trim()));
      setCode('');
      setName('');
      choose([]);
      onDone();
      // The tablet asks every three seconds.
      setTimeout(onDone, 4_000);
      return null;
    });
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim() !== '' && name.trim() !== '') submit();
      }}
    >
      <h2>{words.letIn}</h2>
      <Field
        label={words.code}
        hint={words.codeHint}
        value={code}
        onInput={(text) => setCode(text.toUpperCase())}
        maxLength={12}
        autocomplete="off"
      />
      <Field label={words.deviceName} value={name} onInput={setName} maxLength={120} autocomplete="off" />
      <fieldset class="choices">
        <legend>
          {words.stations} <span class="quiet">{words.stationsHint}</span>
        </legend>
        {stations.map((station) => (
          <Button
            key={station}
            pressed={chosen.includes(station)}
            onPress={() =>
              choose(chosen.includes(station) ? chosen.filter((one) => one !== station) : [...chosen, station])
            }
          >
            {station}
          </Button>
        ))}
      </fieldset>
      {act.problem && <Wrong text={said(act.problem)} />}
      <Button kind="main" type="submit" busy={act.isBusy} disabled={code.trim() === '' || name.trim() === ''}>
        {words.letIn}
      </Button>
    </form>
  );
}

interface RevokeProps {
  readonly till: Till;
  readonly device: Device;
  readonly onClose: () => void;
}

function Revoke({ till, device, onClose }: RevokeProps): JSX.Element {
  const { till: words } = t.value;
  const act = useAct();
  const revoke = () =>
    act.run(async () => {
      const told = await till.api.del('/api/v1/devices/{id}', { params: { path: { id: device.id } } });
      if (told.ok || told.problem.status === 404) onClose();
      return told.ok ? null : told.problem;
    });
  return (
    <Sheet title={words.revokeSure(device.name)} onClose={onClose}>
      {act.problem && <Wrong text={said(act.problem)} />}
      <Button kind="danger" busy={act.isBusy} onPress={revoke}>
        {words.revoke}
      </Button>
    </Sheet>
  );
}
