import type { Translated } from './translated.js';

/** Of products, their files and their stock. */
export const GOODS: readonly Translated[] = [
  [
    'Another product here has this sku already. Choose another, or change that product.',
    'Produk lain di sini sudah memakai sku ini. Pilih yang lain, atau ubah produk itu.',
    'Outro produto daqui já tem este sku. Escolha outro, ou altere aquele produto.',
  ],
  [
    'The category still has {0} products. Move them with ?reassign_to=<category id>, or delete them first.',
    'Kategori ini masih berisi {0} produk. Pindahkan dengan ?reassign_to=<id kategori>, atau hapus dulu.',
    'A categoria ainda tem {0} produtos. Mova-os com ?reassign_to=<id da categoria>, ou exclua-os primeiro.',
  ],
  [
    'There is no outlet yet to take the currency from. Say currency, or open an outlet first.',
    'Belum ada outlet untuk menentukan mata uang. Sebutkan currency, atau buka outlet dulu.',
    'Ainda não há estabelecimento de onde tirar a moeda. Informe currency, ou abra um estabelecimento primeiro.',
  ],
  [
    'The {0} of a product cannot change. Make another product instead.',
    '{0} suatu produk tidak dapat diubah. Buat produk lain.',
    '{0} de um produto não pode mudar. Crie outro produto.',
  ],
  [
    'The category belongs to another outlet than the product.',
    'Kategori ini milik outlet lain, bukan outlet produknya.',
    'A categoria é de outro estabelecimento que o produto.',
  ],
  [
    'No outlet sells this product, so its stock has no place. Open an outlet of its currency first.',
    'Tidak ada outlet yang menjual produk ini, jadi stoknya tidak punya tempat. Buka dulu outlet dengan mata uangnya.',
    'Nenhum estabelecimento vende este produto, então o estoque não tem lugar. Abra primeiro um estabelecimento na moeda dele.',
  ],
  [
    'A category cannot be below itself, nor below one that is below it.',
    'Kategori tidak dapat berada di bawah dirinya sendiri, atau di bawah kategori yang ada di bawahnya.',
    'Uma categoria não pode ficar abaixo dela mesma, nem de uma que está abaixo dela.',
  ],
  [
    'Categories go {0} levels deep at most.',
    'Kategori paling banyak {0} tingkat.',
    'As categorias têm no máximo {0} níveis.',
  ],
  [
    '{0} comes in variants. Choose one of them.',
    '{0} tersedia dalam beberapa varian. Pilih salah satunya.',
    '{0} vem em variantes. Escolha uma delas.',
  ],
  [
    "The {0} of a variant is its parent's. Change it there.",
    '{0} suatu varian mengikuti produk induknya. Ubah di sana.',
    '{0} de uma variante é do produto principal. Altere lá.',
  ],
  ['{0} is not sold here at the moment.', '{0} sedang tidak dijual di sini.', '{0} não está à venda aqui no momento.'],
  [
    'no product here has this sku, nor this name without one',
    'tidak ada produk di sini dengan sku ini, atau dengan nama ini tanpa sku',
    'nenhum produto daqui tem este sku, nem este nome sem sku',
  ],
  [
    'this is a variant: parent_sku must say of which product',
    'ini adalah varian: parent_sku harus menyebut produknya',
    'isto é uma variante: parent_sku deve dizer de qual produto',
  ],
  [
    "{0} is the product's for all its variants: leave the cell empty",
    '{0} berlaku dari produknya untuk semua varian: kosongkan selnya',
    '{0} é do produto para todas as variantes: deixe a célula vazia',
  ],
  [
    '{0} is not on the menu at this hour.',
    '{0} tidak ada di menu pada jam ini.',
    '{0} não está no cardápio neste horário.',
  ],
  ['{0} has no such option', '{0} tidak punya pilihan itu', '{0} não tem essa opção'],
  ['{0} is sold out at the moment', '{0} sedang habis', '{0} está esgotado no momento'],
  ['{0} needs at least {1}', '{0} perlu minimal {1}', '{0} precisa de pelo menos {1}'],
  ['{0} takes at most {1}', '{0} menerima maksimal {1}', '{0} aceita no máximo {1}'],
  ['a new product must have a {0}', 'produk baru harus punya {0}', 'um produto novo deve ter {0}'],
  ['{0} sells in {1}.', '{0} berjualan dalam {1}.', '{0} vende em {1}.'],
  [
    'Nothing was imported: the file has {0} faults. Mend them and send it again.',
    'Tidak ada yang diimpor: berkas ini punya {0} kesalahan. Perbaiki lalu kirim lagi.',
    'Nada foi importado: o arquivo tem {0} erros. Corrija-os e envie de novo.',
  ],
  [
    'Nothing was imported: the file cannot be read.',
    'Tidak ada yang diimpor: berkas tidak dapat dibaca.',
    'Nada foi importado: o arquivo não pôde ser lido.',
  ],
  [
    'Say whose menu: send outlet_id, or the token of a table session.',
    'Sebutkan menu siapa: kirim outlet_id, atau token sesi meja.',
    'Diga de quem é o cardápio: envie outlet_id, ou o token de uma sessão de mesa.',
  ],
  [
    'The file is not UTF-8 text. Save it as "CSV UTF-8".',
    'Berkas bukan teks UTF-8. Simpan sebagai "CSV UTF-8".',
    'O arquivo não é texto UTF-8. Salve-o como "CSV UTF-8".',
  ],
  [
    'The file is empty. Its first line should name the columns.',
    'Berkas kosong. Baris pertama harus berisi nama kolom.',
    'O arquivo está vazio. A primeira linha deve nomear as colunas.',
  ],
  [
    'The file has more than {0} lines. Send it in several files.',
    'Berkas berisi lebih dari {0} baris. Kirim dalam beberapa berkas.',
    'O arquivo tem mais de {0} linhas. Envie em vários arquivos.',
  ],
  [
    'the header has {0} columns, and {1} are the most',
    'judulnya berisi {0} kolom, dan paling banyak {1}',
    'o cabeçalho tem {0} colunas, e {1} é o máximo',
  ],
  [
    '{0} must be an amount in {1} such as 25000 or 25.000, without decimals',
    '{0} harus berupa jumlah dalam {1} seperti 25000 atau 25.000, tanpa desimal',
    '{0} deve ser um valor em {1} como 25000 ou 25.000, sem decimais',
  ],
  [
    '{0} must be an amount in {1} such as 12,50 or 12.50',
    '{0} harus berupa jumlah dalam {1} seperti 12,50 atau 12.50',
    '{0} deve ser um valor em {1} como 12,50 ou 12.50',
  ],
  [
    'send quantity or delta, not both',
    'kirim quantity atau delta, jangan keduanya',
    'envie quantity ou delta, não os dois',
  ],
  ['delta must not be 0', 'delta tidak boleh 0', 'delta não pode ser 0'],
  [
    'a PURCHASE adds pieces and WASTE takes them away',
    'PURCHASE menambah barang dan WASTE menguranginya',
    'PURCHASE acrescenta unidades e WASTE as retira',
  ],
  [
    'type goes with delta; a quantity is a count',
    'type dipakai bersama delta; quantity adalah hasil hitungan',
    'type acompanha delta; quantity é uma contagem',
  ],
  ['max must not be less than min', 'max tidak boleh kurang dari min', 'max não pode ser menor que min'],
  [
    'with the cheapest choices the price must not fall below zero',
    'dengan pilihan termurah harganya tidak boleh di bawah nol',
    'com as opções mais baratas o preço não pode ficar abaixo de zero',
  ],
  [
    'id must be one that this product has; leave it out for a new one',
    'id harus salah satu milik produk ini; kosongkan untuk yang baru',
    'id deve ser um que este produto tem; omita-o para um novo',
  ],
  ['id must be different from the others', 'id harus berbeda dari yang lain', 'id deve ser diferente dos outros'],
  ['name must be different from the others', 'name harus berbeda dari yang lain', 'name deve ser diferente dos outros'],
  [
    'until goes with available: false alone',
    'until hanya dipakai bersama available: false',
    'until só acompanha available: false',
  ],
  ['until must be in the future', 'until harus di masa depan', 'until deve estar no futuro'],
  ['its quotation marks do not match', 'tanda petiknya tidak berpasangan', 'as aspas não se fecham'],
  ['{0} must be a JSON list', '{0} harus berupa daftar JSON', '{0} deve ser uma lista JSON'],
  ['columns are {0}', 'kolomnya {0}', 'as colunas são {0}'],
  ['{0} is there twice', '{0} ada dua kali', '{0} aparece duas vezes'],
  [
    'until must be an ISO 8601 instant with its offset, such as 2025-11-21T13:00:00Z',
    'until harus berupa waktu ISO 8601 dengan zonanya, seperti 2025-11-21T13:00:00Z',
    'until deve ser um instante ISO 8601 com seu fuso, como 2025-11-21T13:00:00Z',
  ],
  [
    'station must be one word such as kitchen or bar',
    'station harus satu kata seperti kitchen atau bar',
    'station deve ser uma palavra como kitchen ou bar',
  ],
  [
    'An outlet can hold {0} pieces of a product at most.',
    'Satu outlet dapat menyimpan maksimal {0} buah suatu produk.',
    'Um estabelecimento pode ter no máximo {0} unidades de um produto.',
  ],
  [
    'This outlet does not sell all of these products.',
    'Outlet ini tidak menjual semua produk ini.',
    'Este estabelecimento não vende todos estes produtos.',
  ],
  [
    'Several of your outlets sell this product: say which with outlet_id.',
    'Beberapa outlet Anda menjual produk ini: sebutkan dengan outlet_id.',
    'Vários dos seus estabelecimentos vendem este produto: informe qual em outlet_id.',
  ],
  [
    'the line has {0} cells, and the header {1}',
    'baris ini berisi {0} sel, dan judulnya {1}',
    'a linha tem {0} células, e o cabeçalho {1}',
  ],
  ['Too little is left of these: {0}.', 'Stok ini tidak cukup: {0}.', 'Há pouco demais destes: {0}.'],
  [
    'Another product here has this barcode already. Choose another, or change that product.',
    'Produk lain di sini sudah memakai barcode ini. Pilih yang lain, atau ubah produk itu.',
    'Outro produto daqui já tem este código de barras. Escolha outro, ou altere aquele produto.',
  ],
  [
    'This outlet sells nothing with this barcode.',
    'Outlet ini tidak menjual apa pun dengan barcode ini.',
    'Este estabelecimento não vende nada com este código de barras.',
  ],
  [
    'The last digit does not fit the other digits of this barcode. Scan it again.',
    'Angka terakhir barcode ini tidak cocok dengan angka lainnya. Pindai sekali lagi.',
    'O último dígito deste código de barras não combina com os outros. Leia o código de novo.',
  ],
  [
    '{0} lost its last digits in a spreadsheet, which took it for a number: make the column a text there and type the code again',
    '{0} kehilangan angka terakhirnya di lembar kerja yang menganggapnya bilangan: jadikan kolomnya teks lalu ketik ulang kodenya',
    '{0} perdeu os últimos dígitos numa planilha que o tomou por número: torne a coluna texto e digite o código de novo',
  ],
  [
    'Nothing was imported: some columns are not right. Known are {0}.',
    'Tidak ada yang diimpor: beberapa kolom tidak benar. Yang dikenal: {0}.',
    'Nada foi importado: algumas colunas não estão certas. As conhecidas são {0}.',
  ],
  ['this column is not known', 'kolom ini tidak dikenal', 'esta coluna não é conhecida'],
  [
    '{0} must be {1}, or the sign itself',
    '{0} harus {1}, atau tandanya sendiri',
    '{0} deve ser {1}, ou o próprio sinal',
  ],
  [
    'Some characters of the file are lost. Save it as "CSV UTF-8" and send it again.',
    'Beberapa karakter berkas ini hilang. Simpan sebagai "CSV UTF-8" lalu kirim lagi.',
    'Alguns caracteres do arquivo se perderam. Salve-o como "CSV UTF-8" e envie de novo.',
  ],
  [
    '{0} needs a choice of which nothing is left at the moment.',
    '{0} memerlukan pilihan yang sedang habis semua.',
    '{0} precisa de uma escolha da qual nada resta no momento.',
  ],
  [
    'No station makes this product: no kitchen tablet that listens for a station will show it.',
    'Tidak ada stasiun yang membuat produk ini: tablet dapur yang mendengarkan satu stasiun tidak akan menampilkannya.',
    'Nenhuma estação prepara este produto: nenhum tablet da cozinha que escuta uma estação vai mostrá-lo.',
  ],
  [
    'barcode is that of another product already: {0}',
    'barcode ini sudah milik produk lain: {0}',
    'este código de barras já é de outro produto: {0}',
  ],
  [
    'currency must be {0}, as the header says',
    'currency harus {0}, sesuai judulnya',
    'currency deve ser {0}, como diz o cabeçalho',
  ],
  [
    'the header must name one of {0}, the same for price and cost',
    'judul kolom harus menyebut salah satu dari {0}, sama untuk harga dan biaya',
    'o cabeçalho deve indicar uma de {0}, a mesma para preço e custo',
  ],
  [
    'outlet_id must be one of your outlets',
    'outlet_id harus salah satu outlet Anda',
    'outlet_id deve ser um dos seus estabelecimentos',
  ],
  [
    "currency must be {0}, the outlet's",
    'currency harus {0}, mata uang outlet',
    'currency deve ser {0}, a do estabelecimento',
  ],
  [
    'name must say what it is, or sku which one',
    'name harus menyebut apa produknya, atau sku yang mana',
    'name deve dizer o que é, ou sku qual deles',
  ],
  [
    'the same product is on line {0} already',
    'produk yang sama sudah ada di baris {0}',
    'o mesmo produto já está na linha {0}',
  ],
];
