import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Button } from '../shared/ui/button.js';
import { Field } from '../shared/ui/field.js';
import { t } from '../shared/words/index.js';
import { changeSpot, type Drawing, isPair, SHAPES, type Shape, type Spot, togglePair } from './floor-drawing.js';

interface SpotFieldsProps {
  readonly drawing: Drawing;
  readonly spot: Spot;
  readonly nameOf: (tableId: string) => string;
  readonly onDraw: (change: (before: Drawing) => Drawing) => void;
  readonly onTakeOff: () => void;
}

const LARGEST_TURN = 359;

/** Exactly where a table stands, how large it is, how it is turned, and with which others it goes. */
export function SpotFields({ drawing, spot, nameOf, onDraw, onTakeOff }: SpotFieldsProps): JSX.Element {
  const { floors: words } = t.value;
  const set = (change: Partial<Spot>) => onDraw((before) => changeSpot(before, spot.id, change));
  const others = drawing.spots.filter(({ id }) => id !== spot.id);
  const number = (label: string, name: 'x' | 'y' | 'width' | 'height' | 'rotation', least: number, most: number) => (
    <NumberField
      label={label}
      name={name}
      value={spot[name]}
      least={least}
      most={most}
      onChange={(value) => set({ [name]: value })}
    />
  );
  return (
    <section class="stack" aria-labelledby="spot-title">
      <h3 id="spot-title">{words.chosen(nameOf(spot.id))}</h3>
      <div class="spot-fields">
        {number(words.x, 'x', 0, drawing.width - spot.width)}
        {number(words.y, 'y', 0, drawing.height - spot.height)}
        {number(words.width, 'width', 1, drawing.width)}
        {number(words.height, 'height', 1, drawing.height)}
        {number(words.rotation, 'rotation', 0, LARGEST_TURN)}
        <label class="field">
          <span class="spot-label">{words.shape}</span>
          <select
            name="shape"
            value={spot.shape}
            onChange={(event) => set({ shape: event.currentTarget.value as Shape })}
          >
            {SHAPES.map((shape) => (
              <option key={shape} value={shape}>
                {words.shapes[shape]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {others.length > 0 && (
        <fieldset class="several">
          <legend>{words.pairs}</legend>
          {others.map(({ id }) => (
            <label key={id} class="check">
              <input
                type="checkbox"
                checked={isPair(drawing, spot.id, id)}
                onChange={() => onDraw((before) => togglePair(before, spot.id, id))}
              />
              {nameOf(id)}
            </label>
          ))}
        </fieldset>
      )}
      <Button onPress={onTakeOff}>{words.takeOff}</Button>
    </section>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

/** A whole number: what is none, or too large, stays as it was typed and changes nothing. */
function NumberField({ label, name, value, least, most, onChange }: NumberFieldProps): JSX.Element {
  const [typed, type] = useState<string | null>(null);
  const isWrong = typed !== null && !isWithin(typed, least, most);
  return (
    <Field
      label={label}
      name={name}
      value={isWrong ? typed : String(value)}
      inputmode="numeric"
      autocomplete="off"
      error={isWrong ? t.value.floors.between(least, most) : undefined}
      onInput={(text) => {
        type(text);
        if (isWithin(text, least, most)) onChange(Number(text));
      }}
    />
  );
}

const isWithin = (text: string, least: number, most: number): boolean =>
  /^\d{1,5}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
