import type { Translated } from './translated.js';

/** Of tickets and stations. */
export const KITCHEN: readonly Translated[] = [
  [
    'This device belongs to other stations: bump it there.',
    'Perangkat ini milik stasiun lain: selesaikan di sana.',
    'Este aparelho é de outras estações: conclua por lá.',
  ],
  [
    'Somebody else changed this ticket meanwhile: look at it again.',
    'Tiket ini sudah diubah orang lain: lihat sekali lagi.',
    'Outra pessoa alterou esta comanda nesse meio-tempo: olhe de novo.',
  ],
  [
    'This ticket waits for its payment, or for a yes of the staff: fire it before it is made.',
    'Tiket ini menunggu pembayaran atau persetujuan staf: kirim ke dapur sebelum dibuat.',
    'Esta comanda espera o pagamento ou o aceite da equipe: libere antes de preparar.',
  ],
  [
    'It was bumped too long ago to be taken back.',
    'Sudah terlalu lama selesai untuk ditarik kembali.',
    'Foi concluída há tempo demais para voltar.',
  ],
  [
    'Nothing was bumped here that could come back.',
    'Tidak ada yang selesai di sini yang bisa ditarik kembali.',
    'Nada foi concluído aqui que possa voltar.',
  ],
  [
    'The log does not go on from there: ask for all tickets, without since.',
    'Catatan tidak berlanjut dari sana: minta semua tiket, tanpa since.',
    'O registro não continua desse ponto: peça todas as comandas, sem since.',
  ],
  [
    'This order was voided: nothing of it comes back.',
    'Pesanan ini sudah dibatalkan: tidak ada yang kembali.',
    'Este pedido foi cancelado: nada dele volta.',
  ],
  [
    'A line that is void is not made again.',
    'Baris yang dibatalkan tidak dibuat lagi.',
    'Um item cancelado não é refeito.',
  ],
  ['send one of {0}', 'kirim salah satu dari {0}', 'envie um destes: {0}'],
  [
    'recent must be minutes such as 30m, 240m at most',
    'recent harus menit seperti 30m, paling banyak 240m',
    'recent deve ser minutos como 30m, no máximo 240m',
  ],
  [
    'station must be codes of stations with commas between them',
    'station harus kode stasiun yang dipisahkan koma',
    'station deve ser códigos de estações separados por vírgula',
  ],
  [
    'Send an object with the fields of the message.',
    'Kirim objek dengan kolom pesan ini.',
    'Envie um objeto com os campos da mensagem.',
  ],
  [
    'This order holds nothing back, and no station ever made anything of it.',
    'Tidak ada yang ditahan di pesanan ini, dan tidak ada stasiun yang pernah membuatnya.',
    'Este pedido não segura nada, e nenhuma estação preparou algo dele.',
  ],
  [
    'No station makes anything of this order: accept it, or give its products a station.',
    'Tidak ada stasiun yang membuat pesanan ini: terima saja, atau beri produknya stasiun.',
    'Nenhuma estação prepara este pedido: aceite-o, ou dê uma estação aos produtos.',
  ],
  [
    'Lines of this order wait: fire it, or void them, before it is done.',
    'Masih ada baris yang menunggu: kirim ke dapur, atau batalkan, sebelum pesanan selesai.',
    'Há itens deste pedido em espera: libere ou cancele antes de concluir.',
  ],
  ['The kitchen is for staff.', 'Dapur hanya untuk staf.', 'A cozinha é só para a equipe.'],
];
