import type { drawers as en } from '../en/drawers.js';

export const drawers: typeof en = {
  which: 'Qual é a gaveta?',
  none: 'Nenhuma destas',
  with: (person) => `com ${person}`,
  taken: 'em uso',
  free: 'Livre',
  hint: 'Nomes para as gavetas de um balcão que tem várias. Cada uma fica aberta para uma pessoa por vez.',
  add: 'Nova gaveta',
  nobody: 'As gavetas não têm nome: quem abre um turno conta a sua.',
  nameHint: 'Como todos a chamam, por exemplo “Caixa da janela”.',
};
