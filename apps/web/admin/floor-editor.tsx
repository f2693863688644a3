import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Problem } from '../shared/api.js';
import { useAct } from '../shared/act.js';
import { BackIcon, PlusIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { problemText } from '../shared/ui/states.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import type { Admin } from './admin.js';
import { type Drawing, drawingOf, type Floor, isSame, layoutOf, put, takeOff } from './floor-drawing.js';
import { FloorPlan } from './floor-plan.js';
import type { Table } from './shapes.js';
import { SpotFields } from './spot-fields.js';

interface FloorEditorProps {
  readonly admin: Admin;
  readonly floor: Floor;
  readonly floors: readonly Floor[];
  readonly tables: readonly Table[];
  /** Back to the list, which is told anew. */
  readonly onClose: () => void;
}

/** Where the tables of a floor stand: drawn here, saved in one write. Whoever saved meanwhile is told of, and what was drawn stays. */
export function FloorEditor({ admin, floor, floors, tables, onClose }: FloorEditorProps): JSX.Element {
  const { admin: said, common, floors: words } = t.value;
  const [saved, setSaved] = useState(() => ({ drawing: drawingOf(floor), version: floor.version }));
  const [drawing, draw] = useState<Drawing>(saved.drawing);
  const [chosen, choose] = useState<string | null>(null);
  const [isLeaving, leave] = useState(false);
  const act = useAct();
  const isChanged = !isSame(drawing, saved.drawing);
  const nameOf = (id: string) => tables.find((table) => table.id === id)?.name ?? '';
  const isConflict = act.problem?.code === 'VERSION_CONFLICT';

  const save = async (version: number): Promise<Problem | null> => {
    const params = { path: { id: floor.id } };
    const told = await admin.api.put('/api/v1/floors/{id}/layout', { params, body: layoutOf(drawing, version) });
    if (!told.ok) return told.problem;
    const next = drawingOf(told.data);
    setSaved({ drawing: next, version: told.data.version });
    draw(next);
    toast(words.saved);
    return null;
  };
  const latest = () => admin.api.get('/api/v1/floors/{id}', { params: { path: { id: floor.id } } });
  const keepMine = () =>
    act.run(async () => {
      const now = await latest();
      return now.ok ? save(now.data.version) : now.problem;
    });
  const takeTheirs = () =>
    act.run(async () => {
      const now = await latest();
      if (!now.ok) return now.problem;
      const next = drawingOf(now.data);
      setSaved({ drawing: next, version: now.data.version });
      draw(next);
      choose(null);
      return null;
    });

  const here = new Set(drawing.spots.map(({ id }) => id));
  const rest = tables.filter(({ id }) => !here.has(id));
  const floorOf = (id: string | null) => (id === floor.id ? undefined : floors.find((one) => one.id === id)?.name);
  const spot = drawing.spots.find(({ id }) => id === chosen);
  return (
    <section class="stack" aria-label={words.arrange(floor.name)}>
      <div class="row">
        {isChanged && isLeaving ? (
          <Button kind="danger" onPress={onClose}>
            {words.leave}
          </Button>
        ) : (
          <Button onPress={() => (isChanged ? leave(true) : onClose())}>
            <BackIcon size={20} /> {common.back}
          </Button>
        )}
        <Button
          kind="main"
          disabled={!isChanged}
          busy={act.isBusy}
          onPress={() => {
            leave(false);
            act.run(() => save(saved.version));
          }}
        >
          {said.save}
        </Button>
      </div>
      {isConflict && (
        <div class="banner late stack tight" role="alert">
          <p>{words.conflict}</p>
          <div class="row">
            <Button busy={act.isBusy} onPress={keepMine}>
              {words.keepMine}
            </Button>
            <Button busy={act.isBusy} onPress={takeTheirs}>
              {words.takeTheirs}
            </Button>
          </div>
        </div>
      )}
      {act.problem && !isConflict && (
        <p class="banner late" role="alert">
          {problemText(act.problem)}
        </p>
      )}
      <p class="quiet">{words.planHint}</p>
      <div class="floor-editor">
        <FloorPlan
          label={words.plan(floor.name)}
          drawing={drawing}
          chosen={chosen}
          nameOf={nameOf}
          onChoose={choose}
          onDraw={draw}
        />
        <div class="stack">
          {spot ? (
            <SpotFields
              key={spot.id}
              drawing={drawing}
              spot={spot}
              nameOf={nameOf}
              onDraw={draw}
              onTakeOff={() => {
                draw((before) => takeOff(before, spot.id));
                choose(null);
              }}
            />
          ) : (
            <p class="quiet">{drawing.spots.length === 0 ? words.empty : words.choose}</p>
          )}
          <section class="stack tight">
            <h3>{words.notHere}</h3>
            {rest.length === 0 && <p class="quiet">{words.allPlaced}</p>}
            {rest.map(({ id, name, floor_id: on }) => (
              <Button
                key={id}
                onPress={() => {
                  draw((before) => put(before, id));
                  choose(id);
                }}
              >
                <PlusIcon size={20} class="fixed" />
                <span>
                  {words.put(name)} {floorOf(on) && <span class="quiet">{words.standsOn(floorOf(on)!)}</span>}
                </span>
              </Button>
            ))}
          </section>
        </div>
      </div>
    </section>
  );
}
