import type { Translated } from './translated.js';

/** Of carts. */
export const CARTS: readonly Translated[] = [
  [
    'Another phone put this into the table’s cart. It can be changed there.',
    'Ini dimasukkan ke keranjang meja oleh ponsel lain. Ubah dari ponsel itu.',
    'Outro celular colocou isto no pedido da mesa. Altere-o por lá.',
  ],
  ['The cart is empty.', 'Keranjang kosong.', 'O carrinho está vazio.'],
  [
    'The cart was changed meanwhile. Look at it and order again.',
    'Keranjang sudah berubah. Periksa lalu pesan lagi.',
    'O carrinho mudou nesse meio-tempo. Confira e peça de novo.',
  ],
  [
    'A cart holds {0} different items at most.',
    'Keranjang memuat maksimal {0} barang berbeda.',
    'Um carrinho comporta no máximo {0} itens diferentes.',
  ],
  [
    'A cart holds {0} pieces of one item at most.',
    'Keranjang memuat maksimal {0} buah dari satu barang.',
    'Um carrinho comporta no máximo {0} unidades de um item.',
  ],
  [
    'The cart is for another outlet: order it, or empty it first.',
    'Keranjang ini untuk outlet lain: pesan dulu, atau kosongkan.',
    'O carrinho é de outro estabelecimento: conclua o pedido ou esvazie-o primeiro.',
  ],
  [
    'The product is there with several choices: name the item by its own id.',
    'Produk ini ada dengan beberapa pilihan: sebutkan id barisnya.',
    'O produto está no carrinho com várias escolhas: indique o item pelo id dele.',
  ],
  [
    'Several outlets sell this: say which, by outlet_id.',
    'Beberapa outlet menjual ini: sebutkan yang mana dengan outlet_id.',
    'Vários estabelecimentos vendem isto: informe qual em outlet_id.',
  ],
  ['Only {0} of {1} left.', 'Hanya tersisa {0} {1}.', 'Restam apenas {0} de {1}.'],
  ['There is no {0} left.', '{0} sudah habis.', 'Não há mais {0}.'],
  ['{0} is sold out at the moment.', '{0} sedang habis.', '{0} está esgotado no momento.'],
  [
    'The options chosen for {0} do not fit.',
    'Pilihan untuk {0} tidak sesuai.',
    'As opções escolhidas para {0} não servem.',
  ],
  [
    'A {0} has no cart; it needs CUSTOMER.',
    '{0} tidak punya keranjang; perlu CUSTOMER.',
    '{0} não tem carrinho; é preciso ser CUSTOMER.',
  ],
];
