import type { JSX } from 'preact';

import { BinIcon, PlusIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import {
  type GroupRow,
  MOST_LEVELS,
  newGroup,
  newOption,
  newWord,
  type OptionRow,
  type WordRow,
} from './choice-rows.js';

interface GroupFieldsProps {
  readonly rows: readonly GroupRow[];
  /** 1 for those of the product. */
  readonly level: number;
  readonly onChange: (rows: readonly GroupRow[]) => void;
}

/** The list with one of its rows changed, or without it. */
function withRow<T extends { readonly key: string }>(rows: readonly T[], key: string, change: Partial<T> | null): T[] {
  return rows.flatMap((row) => (row.key !== key ? [row] : change ? [{ ...row, ...change }] : []));
}

/** Groups of choices, and below each option those that belong to it. */
export function GroupFields({ rows, level, onChange }: GroupFieldsProps): JSX.Element {
  const { admin: words, dishes } = t.value;
  return (
    <>
      {rows.map((row) => {
        const change = (part: Partial<GroupRow> | null) => onChange(withRow(rows, row.key, part));
        return (
          <fieldset key={row.key} class="stack tight choice-group">
            <legend>{row.name || dishes.newGroup}</legend>
            <div class="variant">
              <Cell label={dishes.group} value={row.name} onInput={(name) => change({ name })} />
              <span class="row">
                <Cell label={dishes.least} value={row.min} isNumber onInput={(min) => change({ min })} />
                <Cell label={dishes.most} value={row.max} isNumber onInput={(max) => change({ max })} />
              </span>
              <Remove name={row.name} onPress={() => change(null)} />
            </div>
            {row.options.map((option) => (
              <OptionFields
                key={option.key}
                option={option}
                level={level}
                onChange={(part) => change({ options: withRow(row.options, option.key, part) })}
              />
            ))}
            <Button kind="quiet" onPress={() => change({ options: [...row.options, newOption()] })}>
              <PlusIcon size={20} /> {dishes.addOption}
            </Button>
            <WordFields rows={row.words} onChange={(next) => change({ words: next })} />
          </fieldset>
        );
      })}
      {rows.length === 0 && level === 1 && <p class="quiet">{words.nothingHere}</p>}
    </>
  );
}

interface OptionFieldsProps {
  readonly option: OptionRow;
  readonly level: number;
  readonly onChange: (part: Partial<OptionRow> | null) => void;
}

function OptionFields({ option, level, onChange }: OptionFieldsProps): JSX.Element {
  const { admin: words, dishes } = t.value;
  return (
    <div class="stack tight choice-option">
      <div class="variant">
        <Cell label={dishes.option} value={option.name} onInput={(name) => onChange({ name })} />
        <Cell label={dishes.adds} value={option.price} onInput={(price) => onChange({ price })} />
        <Remove name={option.name} onPress={() => onChange(null)} />
      </div>
      <div class="row">
        <label class="check">
          <input
            type="checkbox"
            checked={option.available}
            onChange={(event) => onChange({ available: event.currentTarget.checked })}
          />
          {words.available}
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={option.isDefault}
            onChange={(event) => onChange({ isDefault: event.currentTarget.checked })}
          />
          {dishes.isDefault}
        </label>
        {level < MOST_LEVELS && (
          <Button kind="quiet" onPress={() => onChange({ groups: [...option.groups, newGroup()] })}>
            <PlusIcon size={20} /> {dishes.addBelow(option.name)}
          </Button>
        )}
      </div>
      {option.groups.length > 0 && (
        <GroupFields rows={option.groups} level={level + 1} onChange={(groups) => onChange({ groups })} />
      )}
    </div>
  );
}

interface WordFieldsProps {
  readonly rows: readonly WordRow[];
  readonly onChange: (rows: readonly WordRow[]) => void;
}

/** What may be said of the options of a group, and what it makes of their price. */
function WordFields({ rows, onChange }: WordFieldsProps): JSX.Element {
  const { dishes } = t.value;
  const usual = [
    ['NO', dishes.no],
    ['EXTRA', dishes.extra],
    ['SIDE', dishes.onTheSide],
  ] as const;
  return (
    <fieldset class="stack tight">
      <legend>{dishes.words}</legend>
      {rows.map((row) => {
        const change = (part: Partial<WordRow> | null) => onChange(withRow(rows, row.key, part));
        return (
          <div key={row.key} class="variant">
            <Cell label={dishes.word} value={row.name} onInput={(name) => change({ name })} />
            {row.code === 'NO' ? (
              <span class="quiet">{dishes.leavesOut}</span>
            ) : (
              <span class="row">
                <Cell
                  label={dishes.percent}
                  value={row.multiply}
                  isNumber
                  onInput={(multiply) => change({ multiply })}
                />
                <Cell label={dishes.adds} value={row.add} isNumber onInput={(add) => change({ add })} />
              </span>
            )}
            <Remove name={row.name} onPress={() => change(null)} />
          </div>
        );
      })}
      <div class="row">
        {usual
          .filter(([code]) => !rows.some((row) => row.code === code))
          .map(([code, name]) => (
            <Button key={code} kind="quiet" onPress={() => onChange([...rows, newWord(code, name)])}>
              <PlusIcon size={20} /> {name}
            </Button>
          ))}
        <Button kind="quiet" onPress={() => onChange([...rows, newWord('', '')])}>
          <PlusIcon size={20} /> {dishes.addWord}
        </Button>
      </div>
    </fieldset>
  );
}

interface CellProps {
  readonly label: string;
  readonly value: string;
  readonly isNumber?: boolean;
  readonly onInput: (value: string) => void;
}

const Cell = ({ label, value, isNumber = false, onInput }: CellProps): JSX.Element => (
  <label class={isNumber ? 'short' : ''}>
    <span class="quiet">{label}</span>
    <input
      value={value}
      maxLength={120}
      {...(isNumber && { inputMode: 'decimal' as const })}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  </label>
);

const Remove = ({ name, onPress }: { readonly name: string; readonly onPress: () => void }): JSX.Element => (
  <Button kind="quiet" label={t.value.admin.remove(name)} onPress={onPress}>
    <BinIcon size={20} />
  </Button>
);
