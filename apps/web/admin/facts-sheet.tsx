import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { t } from '../shared/words/index.js';
import { FormSheet } from './form.js';
import { finish } from './finish.js';
import { type FormField, listIn, numberIn, textIn, type Values } from './form-values.js';
import type { PartProps } from './part-props.js';

type Body = Schemas['UpdateProductRequest'];
type Allergen = NonNullable<Body['allergens']>[number];
type Dietary = NonNullable<Body['dietary']>[number];
type Language = 'en' | 'id' | 'pt-BR';

const LANGUAGES: readonly (readonly [Language, string])[] = [
  ['en', 'English'],
  ['id', 'Bahasa Indonesia'],
  ['pt-BR', 'Português'],
];

/** What a product contains, whom it is for, and what guests read in their language. */
export function FactsSheet({ admin, product, onClose, onDone }: PartProps): JSX.Element {
  const { admin: words, dishes } = t.value;
  const fields: readonly FormField[] = [
    {
      kind: 'several',
      name: 'allergens',
      label: dishes.allergens,
      hint: dishes.allergensHint,
      options: named(dishes.allergen),
    },
    { kind: 'several', name: 'dietary', label: dishes.dietary, options: named(dishes.diet) },
    { kind: 'text', name: 'calories_kcal', label: dishes.calories, inputmode: 'numeric' },
    ...LANGUAGES.map(([code, language]) => ({
      ...{ kind: 'text' as const, name: `name ${code}`, label: dishes.nameIn(language), maxLength: 200 },
    })),
  ];
  const texts = product.translations ?? {};
  return (
    <FormSheet
      title={dishes.factsOf(product.name)}
      onClose={onClose}
      submit={words.save}
      fields={fields}
      values={{
        allergens: product.allergens ?? [],
        dietary: product.dietary ?? [],
        calories_kcal: product.calories_kcal === undefined ? '' : String(product.calories_kcal),
        ...Object.fromEntries(LANGUAGES.map(([code]) => [`name ${code}`, texts[code]?.name ?? ''])),
      }}
      onSubmit={async (values) => {
        const body: Body = {
          allergens: listIn(values, 'allergens') as Allergen[],
          dietary: listIn(values, 'dietary') as Dietary[],
          calories_kcal: numberIn(values, 'calories_kcal'),
          translations: textsIn(values, texts),
          version: product.version,
        };
        return finish(
          await admin.api.patch('/api/v1/products/{id}', { params: { path: { id: product.id } }, body }),
          onDone,
        );
      }}
    />
  );
}

const named = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

/** Descriptions that were translated stay with their names. */
function textsIn(values: Values, before: Readonly<Partial<Record<Language, { readonly description?: string }>>>) {
  const found = LANGUAGES.flatMap(([code]) => {
    const name = textIn(values, `name ${code}`);
    const description = before[code]?.description;
    return name === '' ? [] : [[code, { name, ...(description !== undefined && { description }) }] as const];
  });
  return found.length > 0 ? Object.fromEntries(found) : null;
}
