import { type Language, languageOf } from './language.js';

interface Words {
  /** What this server is. */
  readonly about: string;
  readonly docs: string;
  readonly health: string;
  /** What to do at an address that leads nowhere, by what it looks like. */
  readonly table: string;
  readonly mail: string;
  readonly anything: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    about: 'This is the server of a café, a restaurant or a shop. Apps talk to it; there is nothing to read here.',
    docs: 'What apps can ask',
    health: 'Is it alive?',
    table:
      'This is the code of a table. Its page is not served here: please order with the staff, or ask them for the menu.',
    mail: 'This link came in a mail, and its page is not served here. Please ask the shop that sent it.',
    anything: 'There is no page at this address. Please check that it is complete.',
  },
  id: {
    about:
      'Ini adalah server kafe, restoran, atau toko. Aplikasi berbicara dengannya; tidak ada yang perlu dibaca di sini.',
    docs: 'Apa yang dapat diminta aplikasi',
    health: 'Apakah server hidup?',
    table: 'Ini adalah kode meja. Halamannya tidak tersedia di sini: silakan pesan kepada staf, atau minta menunya.',
    mail: 'Tautan ini berasal dari surel, dan halamannya tidak tersedia di sini. Silakan tanyakan kepada toko pengirimnya.',
    anything: 'Tidak ada halaman di alamat ini. Silakan periksa apakah alamatnya lengkap.',
  },
  'pt-BR': {
    about:
      'Este é o servidor de um café, um restaurante ou uma loja. Aplicativos falam com ele; não há nada para ler aqui.',
    docs: 'O que os aplicativos podem pedir',
    health: 'Está no ar?',
    table: 'Este é o código de uma mesa. A página dela não está aqui: faça o pedido com a equipe ou peça o cardápio.',
    mail: 'Este link veio em um e-mail, e a página dele não está aqui. Fale com a loja que o enviou.',
    anything: 'Não há nenhuma página neste endereço. Confira se ele está completo.',
  },
};

/** Where printed codes lead, and where mails do. */
const OF_TABLES = /^\/t\//;
const OF_MAILS = /^\/(?:reset-password|orders|tracking)(?:[/?]|$)/;

/** What the root says to a person: what this server is, and where its documents are. */
export function rootPage(acceptLanguage: string | undefined): string {
  const language = languageOf(acceptLanguage);
  const { about, docs, health } = WORDS[language];
  return page(
    language,
    'Comanda',
    `<p>${about}</p><p><a href="/docs">${docs}</a> · <a href="/health">${health}</a></p>`,
  );
}

/** What a person reads at an address outside the API that leads nowhere. `title` is the problem's. */
export function nowherePage(url: string, title: string, acceptLanguage: string | undefined): string {
  const language = languageOf(acceptLanguage);
  const words = WORDS[language];
  const text = OF_TABLES.test(url) ? words.table : OF_MAILS.test(url) ? words.mail : words.anything;
  return page(language, title, `<p>${text}</p>`);
}

const page = (language: Language, title: string, body: string): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1.5rem}</style></head>
<body><h1>${title}</h1>${body}</body></html>
`;
