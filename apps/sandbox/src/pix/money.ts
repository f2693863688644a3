/** For people: `R$ 25,90`. */
export const reais = (cents: number): string =>
  `R$ ${(cents / 100).toLocaleString('pt-BR', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

/** What a payer who pays the wrong amount pays. */
export const shortOf = (cents: number): number => (cents > 100 ? cents - 100 : cents + 100);
