import type { tenders as en } from '../en/tenders.js';

export const tenders: typeof en = {
  reference: 'Número do comprovante, da transferência ou do vale',
  last4: 'Últimos quatro dígitos do cartão',
  cardType: 'Tipo de cartão',
  cardTypes: { CREDIT: 'Crédito', DEBIT: 'Débito' },
  needsShift: 'Nenhum turno está aberto: abra um primeiro.',
  writeDown: (money) => `Anotar ${money}`,
  laterHint: 'A conta fica aberta até alguém ver o dinheiro e dizer isso na conta.',
  writtenDown: 'Anotado',
  waits: 'Espera ser visto',
  hasCome: 'O dinheiro chegou',
  neverCame: 'Nunca chegou',
  declare: 'O que receberam, pelas próprias somas ou comprovantes',
  declareHint: 'Cobrado menos devolvido. O esperado aparece depois.',
  slips: 'Comprovantes',
  gaveMore: 'Devolveu mais do que recebeu',
  declared: 'Declarado',
};
