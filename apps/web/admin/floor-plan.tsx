import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';

import { leastWidth, outlineOf, placeOf } from '../shared/floor-plan.js';
import { t } from '../shared/words/index.js';
import { changeSpot, type Drawing, moveBy, type Spot } from './floor-drawing.js';

interface FloorPlanProps {
  readonly label: string;
  readonly drawing: Drawing;
  /** The id of the table whose place is shown in fields. */
  readonly chosen: string | null;
  readonly nameOf: (tableId: string) => string;
  readonly onChoose: (tableId: string) => void;
  readonly onDraw: (change: (before: Drawing) => Drawing) => void;
}

/** The least px of a table on the plan with the gap around it, so that a finger hits it, and the widest plan for that. */
const LEAST = { width: 52, height: 52 };
const WIDEST = 3_000;
const STEPS: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** A floor to scale: its tables are dragged, or moved by arrow keys, a unit at a time. */
export function FloorPlan({ label, drawing, chosen, nameOf, onChoose, onDraw }: FloorPlanProps): JSX.Element {
  const plan = useRef<HTMLUListElement>(null);
  const width = Math.min(leastWidth(drawing.spots, drawing, LEAST), WIDEST);
  const unit = () => (plan.current?.clientWidth ?? 1) / drawing.width;
  return (
    <div class="plan-box" role="group" aria-label={label}>
      <ul
        ref={plan}
        class="plan"
        style={{ minWidth: `${width}px`, aspectRatio: `${drawing.width} / ${drawing.height}` }}
      >
        {drawing.spots.map((spot) => (
          <li key={spot.id} style={placeOf(spot, drawing)}>
            <SpotButton
              spot={spot}
              name={nameOf(spot.id)}
              isChosen={spot.id === chosen}
              unit={unit}
              onChoose={() => onChoose(spot.id)}
              onMove={(by) => onDraw((before) => moveBy(before, spot.id, by))}
              onPlace={(place) => onDraw((before) => changeSpot(before, spot.id, place))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Place {
  readonly x: number;
  readonly y: number;
}

interface SpotButtonProps {
  readonly spot: Spot;
  readonly name: string;
  readonly isChosen: boolean;
  /** The px of a unit as the plan is drawn now. */
  readonly unit: () => number;
  readonly onChoose: () => void;
  readonly onMove: (by: Place) => void;
  readonly onPlace: (place: Place) => void;
}

function SpotButton({ spot, name, isChosen, unit, onChoose, onMove, onPlace }: SpotButtonProps): JSX.Element {
  const { admin: said, floors: words } = t.value;
  const drag = useRef<{ readonly at: Place; readonly from: Place } | null>(null);
  const shown = /^\d+$/.test(name) ? said.tableNamed(name) : name;
  const press = (event: TargetedPointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { at: { x: event.clientX, y: event.clientY }, from: { x: spot.x, y: spot.y } };
    onChoose();
  };
  const move = (event: TargetedPointerEvent<HTMLButtonElement>) => {
    if (!drag.current) return;
    const { at, from } = drag.current;
    const px = unit();
    const place = {
      x: from.x + Math.round((event.clientX - at.x) / px),
      y: from.y + Math.round((event.clientY - at.y) / px),
    };
    if (place.x !== spot.x || place.y !== spot.y) onPlace(place);
  };
  const end = () => (drag.current = null);
  const step = (event: TargetedKeyboardEvent<HTMLButtonElement>) => {
    const by = STEPS[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onChoose();
    onMove(by);
  };
  return (
    <button
      type="button"
      class="spot"
      aria-pressed={isChosen}
      aria-label={words.spot(shown, spot.x, spot.y)}
      onClick={onChoose}
      onKeyDown={step}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <span class={`outline ${spot.shape}`} style={outlineOf(spot)} aria-hidden="true" />
      <span class="spot-name">{shown}</span>
    </button>
  );
}
