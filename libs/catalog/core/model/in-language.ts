import type { CatalogLanguage, Translations } from './product-facts.js';

interface Named {
  readonly name: string;
  readonly translations?: Translations | null;
}
interface Option extends Named {
  readonly modifierGroups?: readonly Group[];
}
interface Group extends Named {
  readonly options: readonly Option[];
  readonly pre?: readonly Named[];
}
interface Described extends Named {
  readonly description?: string | null;
  readonly modifierGroups?: readonly Group[];
  readonly variants?: readonly Described[];
  readonly variant?: Named;
}

/** A product's name, description, choices and variants in a language; what is not translated stays as it is. */
export function inLanguage<T extends Described>(product: T, language: string | undefined): T {
  if (language === undefined || !isTranslated(product)) return product;
  const found = textIn(product, language);
  const { modifierGroups, variants, variant } = product;
  return {
    ...product,
    ...(found && { name: found.name }),
    ...(found?.description !== undefined && { description: found.description }),
    ...(modifierGroups && { modifierGroups: groupsIn(modifierGroups, language) }),
    ...(variants && { variants: variants.map((one) => inLanguage(one, language)) }),
    ...(variant && { variant: namedIn(variant, language) }),
  };
}

/** Whether something of it is called otherwise in some language. */
export const isTranslated = ({ translations, modifierGroups = [], variants = [], variant }: Described): boolean =>
  Boolean(translations ?? variant?.translations) || hasTranslations(modifierGroups) || variants.some(isTranslated);

/** Choices in a language. */
export const groupsIn = <G extends Group>(groups: readonly G[], language: string): G[] =>
  groups.map((group) => ({
    ...namedIn(group, language),
    ...(group.pre && { pre: group.pre.map((word) => namedIn(word, language)) }),
    options: group.options.map((option) => ({
      ...namedIn(option, language),
      ...(option.modifierGroups && { modifierGroups: groupsIn(option.modifierGroups, language) }),
    })),
  }));

export const hasTranslations = (groups: readonly Group[]): boolean =>
  groups.some(
    ({ translations, pre = [], options }) =>
      translations ??
      (pre.some((word) => word.translations) ||
        options.some((option) => option.translations ?? hasTranslations(option.modifierGroups ?? []))),
  );

/** Something that has a name, called as the language has it. */
export function namedIn<T extends Named>(thing: T, language: string | undefined): T {
  const found = language === undefined ? undefined : textIn(thing, language);
  return found ? { ...thing, name: found.name } : thing;
}

const textIn = ({ translations }: Named, language: string) => translations?.[language as CatalogLanguage];
