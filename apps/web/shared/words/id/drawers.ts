import type { drawers as en } from '../en/drawers.js';

export const drawers: typeof en = {
  which: 'Laci yang mana?',
  none: 'Bukan salah satunya',
  with: (person) => `dipakai ${person}`,
  taken: 'sedang dipakai',
  free: 'Kosong',
  hint: 'Nama untuk laci bila kasir punya beberapa. Satu laci dibuka satu orang pada satu waktu.',
  add: 'Tambah laci',
  nobody: 'Laci tidak bernama: yang membuka shift menghitung lacinya sendiri.',
  nameHint: 'Seperti sebutan sehari-hari, misalnya “Kasir dekat jendela”.',
};
