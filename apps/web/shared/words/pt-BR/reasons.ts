export const reasons = {
  hint: 'O que a equipe escolhe ao dizer o porquê. Com palavras sempre se pode.',
  add: 'Novo motivo',
  none: 'Nenhum motivo ainda: a equipe escreve o porquê.',
  kind: 'Para quê',
  kinds: {
    VOID: 'Cancelamento',
    COMP: 'Cortesia',
    DISCOUNT: 'Desconto',
    PRICE: 'Preço à mão',
    REFUND: 'Reembolso',
    NO_SALE: 'Gaveta sem venda',
    WASTE: 'Perda',
    REOPEN: 'Conta reaberta',
  },
  needsNote: 'Precisa de uma explicação',
};
