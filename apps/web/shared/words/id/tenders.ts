import type { tenders as en } from '../en/tenders.js';

export const tenders: typeof en = {
  reference: 'Nomor slip, transfer, atau voucher',
  last4: 'Empat angka terakhir kartu',
  cardType: 'Jenis kartu',
  cardTypes: { CREDIT: 'Kredit', DEBIT: 'Debit' },
  needsShift: 'Tidak ada shift yang terbuka: buka dulu.',
  writeDown: (money) => `Catat ${money}`,
  laterHint: 'Tagihan tetap terbuka sampai ada yang melihat uangnya dan mengatakannya di tagihan.',
  writtenDown: 'Sudah dicatat',
  waits: 'Menunggu dilihat',
  hasCome: 'Uangnya sudah masuk',
  neverCame: 'Tidak pernah masuk',
  declare: 'Yang diterima, menurut jumlah atau slipnya sendiri',
  declareHint: 'Diterima dikurangi yang dikembalikan. Yang seharusnya ditampilkan sesudahnya.',
  slips: 'Slip',
  gaveMore: 'Lebih banyak dikembalikan daripada diterima',
  declared: 'Dinyatakan',
};
