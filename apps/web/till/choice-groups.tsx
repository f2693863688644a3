import type { JSX } from 'preact';

import { choose, countIn, countOf, type Group, type Option, type Picked } from '../shared/choices.js';
import { SaidOfOption } from '../shared/ui/said-of-option.js';
import { t } from '../shared/words/index.js';
import type { Choice } from './cart.js';
import { choicesIn, pickedIn } from './picking.js';
import type { Product } from './shop.js';
import type { Till } from './till.js';

interface ChoiceGroupsProps {
  readonly till: Till;
  readonly product: Product;
  readonly choices: readonly Choice[];
  /** Groups that lack a choice. */
  readonly wrong: readonly Group[];
  readonly onChoose: (choices: readonly Choice[]) => void;
}

/** What a product can be had with, group by group. */
export function ChoiceGroups({ till, product, choices, wrong, onChoose }: ChoiceGroupsProps): JSX.Element {
  const picked = pickedIn(choices);
  const onPick = (next: Picked) => onChoose(choicesIn(product, next));
  return <Groups till={till} groups={product.modifier_groups} picked={picked} wrong={wrong} onPick={onPick} />;
}

interface GroupsProps extends Pick<ChoiceGroupsProps, 'till' | 'wrong'> {
  readonly groups: readonly Group[];
  readonly picked: Picked;
  readonly onPick: (picked: Picked) => void;
}

/** Groups, and behind each those of its options that are chosen. */
function Groups({ till, groups, picked, wrong, onPick }: GroupsProps): JSX.Element {
  const { till: words } = t.value;
  const toggle = (group: Group, { id }: Option) => {
    const isOn = countOf(picked, id) > 0;
    if (isOn && group.max === 1 && group.min > 0) return;
    onPick(choose(group, picked, id, isOn ? 0 : 1));
  };
  return (
    <>
      {groups.map((group) => (
        <fieldset key={group.id} id={`group-${group.id}`} class="group">
          <legend>
            {group.name} <span class="quiet">{rule(group)}</span>
          </legend>
          {wrong.some(({ id }) => id === group.id) && (
            <p class="error" role="alert">
              {words.missingChoice(group.name)}
            </p>
          )}
          <div class="options">
            {group.options.map((option) => (
              <div key={option.id} class="stack tight">
                <button
                  type="button"
                  class="button plain"
                  aria-pressed={countOf(picked, option.id) > 0}
                  disabled={!option.available || (group.max > 1 && isFull(group, picked, option))}
                  onClick={() => toggle(group, option)}
                >
                  {option.name}
                  {option.price_delta !== 0 && <span class="number">+{till.money(option.price_delta)}</span>}
                  {!option.available && <span>{words.soldOut}</span>}
                </button>
                {group.pre && <SaidOfOption group={group} option={option} picked={picked} onPick={onPick} />}
              </div>
            ))}
          </div>
          {group.options.map(
            ({ id, name, modifier_groups: below }) =>
              below &&
              countOf(picked, id) > 0 && (
                <div key={id} class="stack tight below" role="group" aria-label={name}>
                  <Groups till={till} groups={below} picked={picked} wrong={wrong} onPick={onPick} />
                </div>
              ),
          )}
        </fieldset>
      ))}
    </>
  );
}

const isFull = (group: Group, picked: Picked, { id }: Option): boolean =>
  countOf(picked, id) === 0 && countIn(group, picked) >= group.max;

function rule({ min, max }: Group): string {
  const { till: words } = t.value;
  if (max === 1) return words.chooseOne;
  return min === 0 ? words.chooseUpTo(max) : words.chooseBetween(min, max);
}
