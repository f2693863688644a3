import { plural } from '../language.js';

/** Words of the till for lines, tips and the drawer's people. */
export const floor = {
  seat: 'Lugar',
  course: 'Etapa',
  seatOf: (n: number) => `Lugar ${n}`,
  courseOf: (n: number) => `Etapa ${n}`,
  waits: 'Aguarda',
  fire: (n: number) => `Enviar a etapa ${n}`,
  fireAll: 'Enviar tudo o que aguarda',
  splitSeats: 'Todos os itens destes lugares',

  lineDiscount: (name: string) => `Desconto: ${name}`,
  onTheHouse: 'Cortesia',
  comp: (name: string) => `Cortesia: ${name}`,
  compNow: (n: number) => plural(n, { one: '1 unidade de cortesia', other: `${n} unidades de cortesia` }),
  compOff: 'Voltar a cobrar',
  otherPrice: 'Preço',
  price: (name: string) => `Preço: ${name}`,
  pricePiece: 'Preço de uma unidade',
  takeOff: 'Tirar o desconto',
  less: (money: string) => `−${money}`,
  sources: { LINE: 'Desconto', COMP: 'Cortesia', COUPON: 'Cupom', BILL: 'Desconto da conta' } as Readonly<
    Record<string, string>
  >,
  orReason: 'Motivo com suas palavras',
  moreWords: 'Explique',
  again: 'O mesmo de novo',
  skipped: (names: string) => `Indisponível agora: ${names}`,

  tip: 'Gorjeta',
  noTip: 'Sem gorjeta',
  otherTip: 'Outra gorjeta',
  tipAmount: 'Gorjeta',
  withTip: (money: string) => `com gorjeta de ${money}`,
  keepChange: (money: string) => `O troco de ${money} é gorjeta`,
  tipUnlikely: 'A gorjeta é maior que a conta. Confira; se estiver certa, confirme.',

  people: 'Quem recebe dinheiro nesta gaveta',
  alone: 'Só você.',
  addPerson: 'Incluir alguém',
  since: (name: string, time: string) => `${name} desde ${time}`,
  letGo: (name: string) => `Encerrar para ${name}`,
  noSale: 'Abrir a gaveta sem venda',
  noSaleDone: 'Anotado: a gaveta está aberta.',
  tipOut: 'Pagar gorjetas',
  tipFor: 'Para quem',
  paidOut: (money: string, name: string) => `${money} pagos a ${name}.`,
  handOver: 'Passar a gaveta',
  handOverTo: 'Quem fica com ela agora',
  handOverHint:
    'Conte o que está na gaveta. Seu turno termina com o relatório Z, e o próximo começa com o que você contou.',
  handOverNow: (money: string, name: string) => `Passar ${money} para ${name}`,
  handedOver: (name: string) => `A gaveta agora está com ${name}.`,
};
