import type { JSX } from 'preact';

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly chosen: readonly T[];
  /** Several at a time, or one. */
  readonly many?: boolean;
  readonly onChoose: (value: T) => void;
}

/** A few options in a row, all to be seen at once. */
export function Choice<T extends string>({ legend, options, chosen, many, onChoose }: ChoiceProps<T>): JSX.Element {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      <div class="choice-options">
        {options.map(({ value, label }) => (
          <label key={value} class="choice-option">
            <input
              type={many ? 'checkbox' : 'radio'}
              name={legend}
              value={value}
              checked={chosen.includes(value)}
              onChange={() => onChoose(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** Something that is on or off. */
export function Switch({ label, on, onChange }: SwitchProps): JSX.Element {
  return (
    <label class="choice-option switch">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

/** `list` with `value`, or without it when it was there. */
export function toggled<T>(list: readonly T[], value: T): readonly T[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}
