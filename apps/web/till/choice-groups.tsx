import type { JSX } from 'preact';

import { t } from '../shared/words/index.js';
import type { Choice } from './cart.js';
import type { Product } from './shop.js';
import type { Till } from './till.js';

type Group = Product['modifier_groups'][number];

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
  const { till: words } = t.value;
  const toggle = (group: Group, option: Group['options'][number]) => {
    const ids = new Set(group.options.map(({ id }) => id));
    const chosen = choices.filter(({ optionId }) => ids.has(optionId));
    const isOn = chosen.some(({ optionId }) => optionId === option.id);
    const others = choices.filter(({ optionId }) => (group.max === 1 ? !ids.has(optionId) : optionId !== option.id));
    if (!isOn && group.max > 1 && chosen.length >= group.max) return;
    const one = { optionId: option.id, name: option.name, quantity: 1, priceDelta: option.price_delta };
    onChoose(isOn && (group.max > 1 || group.min === 0) ? others : [...others, one]);
  };
  return (
    <>
      {product.modifier_groups.map((group) => (
        <fieldset key={group.id} id={`group-${group.id}`} class="group">
          <legend>
            {group.name} <span class="quiet">{rule(group)}</span>
          </legend>
          {wrong.includes(group) && (
            <p class="error" role="alert">
              {words.missingChoice(group.name)}
            </p>
          )}
          <div class="options">
            {group.options.map((option) => (
              <button
                key={option.id}
                type="button"
                class="button plain"
                aria-pressed={choices.some(({ optionId }) => optionId === option.id)}
                disabled={!option.available}
                onClick={() => toggle(group, option)}
              >
                {option.name}
                {option.price_delta !== 0 && <span class="number">+{till.money(option.price_delta)}</span>}
                {!option.available && <span>{words.soldOut}</span>}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}

function rule({ min, max }: Group): string {
  const { till: words } = t.value;
  if (max === 1) return words.chooseOne;
  return min === 0 ? words.chooseUpTo(max) : words.chooseBetween(min, max);
}
