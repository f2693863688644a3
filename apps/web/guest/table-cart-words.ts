import { type Language, language } from '../shared/words/index.js';

/** The texts of the table's cart, loaded with it: a phone that reads the menu does not load them. */
const en = {
  title: 'Ordered together',
  why: 'All phones at the table put in here what they want. One of you orders it for everybody.',
  put: 'Put my order in with the table’s',
  name: 'Your name at the table',
  guest: (n: number) => `Guest ${n}`,
  mine: 'you',
  send: 'Order for all',
  sendFor: (sum: string) => `Order for all · ${sum}`,
  empty: 'Somebody at the table has ordered it already.',
  changed: 'Somebody has changed it meanwhile. Please look at it and order again.',
  gone: (name: string) => `${name} cannot be had now.`,
  sent: 'Ordered for the whole table',
};
type Words = typeof en;

const id: Words = {
  title: 'Pesan bersama',
  why: 'Semua ponsel di meja memasukkan pesanannya di sini. Salah satu dari Anda memesan untuk semua.',
  put: 'Gabungkan pesanan saya dengan meja',
  name: 'Nama Anda di meja ini',
  guest: (n) => `Tamu ${n}`,
  mine: 'Anda',
  send: 'Pesan untuk semua',
  sendFor: (sum) => `Pesan untuk semua · ${sum}`,
  empty: 'Seseorang di meja ini sudah memesannya.',
  changed: 'Seseorang baru saja mengubahnya. Periksa lalu pesan lagi.',
  gone: (name) => `${name} sedang tidak tersedia.`,
  sent: 'Sudah dipesan untuk semua',
};

const ptBR: Words = {
  title: 'Pedido em conjunto',
  why: 'Todos os celulares da mesa colocam aqui o que querem. Um de vocês pede para todos.',
  put: 'Juntar meu pedido ao da mesa',
  name: 'Seu nome na mesa',
  guest: (n) => `Convidado ${n}`,
  mine: 'você',
  send: 'Pedir para todos',
  sendFor: (sum) => `Pedir para todos · ${sum}`,
  empty: 'Alguém da mesa já fez este pedido.',
  changed: 'Alguém mudou o pedido nesse meio-tempo. Confira e peça de novo.',
  gone: (name) => `${name} não está disponível agora.`,
  sent: 'Pedido feito para a mesa toda',
};

const ALL: Readonly<Record<Language, Words>> = { en, id, 'pt-BR': ptBR };

/** In the page's language; a component that reads them is drawn anew when that changes. */
export const tableCartWords = (): Words => ALL[language.value];
