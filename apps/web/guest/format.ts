import { formatMoney } from '../shared/money.js';
import { language } from '../shared/words/index.js';
import { menu } from './state.js';

/** An amount of the outlet's currency in the page's language. */
export const money = (minor: number, currency = menu.value?.outlet.currency ?? 'IDR'): string =>
  formatMoney(minor, currency, language.value);
