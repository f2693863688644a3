export const reasons = {
  hint: 'Pilihan staf saat menjelaskan alasan. Dengan kata sendiri selalu bisa.',
  add: 'Tambah alasan',
  none: 'Belum ada alasan: staf menulisnya sendiri.',
  kind: 'Untuk apa',
  kinds: {
    VOID: 'Pembatalan',
    COMP: 'Gratis',
    DISCOUNT: 'Diskon',
    PRICE: 'Harga manual',
    REFUND: 'Pengembalian',
    NO_SALE: 'Laci tanpa penjualan',
    WASTE: 'Terbuang',
    REOPEN: 'Tagihan dibuka lagi',
  },
  needsNote: 'Harus dijelaskan juga',
};
