import type { Translated } from './translated.js';

/** Of tables, outlets, live connections and webhooks. */
export const FLOOR: readonly Translated[] = [
  [
    'The outlet has another floor called {0}.',
    'Outlet sudah punya lantai bernama {0}.',
    'O estabelecimento já tem um salão chamado {0}.',
  ],
  [
    'A table is not wholly on the floor.',
    'Sebuah meja tidak seluruhnya berada di lantai itu.',
    'Uma mesa não está inteira dentro do salão.',
  ],
  [
    'A table is twice in the layout.',
    'Sebuah meja ada dua kali dalam denah.',
    'Uma mesa aparece duas vezes na planta.',
  ],
  [
    'A pair is of two tables of this floor.',
    'Satu pasangan terdiri dari dua meja di lantai ini.',
    'Um par é de duas mesas deste salão.',
  ],
  [
    'The staff were called often just now. Please wait for them a little.',
    'Karyawan baru saja sering dipanggil. Mohon tunggu sebentar.',
    'Os funcionários foram chamados várias vezes agora. Espere um pouco, por favor.',
  ],
  [
    'The table is being closed and opened at this moment. Try again.',
    'Meja sedang ditutup dan dibuka saat ini. Coba lagi.',
    'A mesa está sendo fechada e aberta neste momento. Tente de novo.',
  ],
  [
    'The outlet has another table called {0}.',
    'Outlet sudah punya meja bernama {0}.',
    'O estabelecimento já tem uma mesa chamada {0}.',
  ],
  [
    'This table is not in use now. Ask the staff.',
    'Meja ini sedang tidak dipakai. Tanyakan kepada karyawan.',
    'Esta mesa não está em uso agora. Fale com os funcionários.',
  ],
  [
    'This table is kept free now. Choose another, or ask the staff.',
    'Meja ini sedang dikosongkan. Pilih yang lain, atau tanyakan kepada karyawan.',
    'Esta mesa é mantida livre agora. Escolha outra, ou fale com os funcionários.',
  ],
  [
    'This table is not linked to the session. Move the session to leave its own table.',
    'Meja ini tidak digabungkan dengan sesi itu. Pindahkan sesinya untuk meninggalkan mejanya sendiri.',
    'Esta mesa não está unida à sessão. Mova a sessão para deixar a própria mesa.',
  ],
  [
    'The smallest party of a table is larger than its largest one.',
    'Rombongan terkecil sebuah meja lebih besar daripada yang terbesar.',
    'O menor grupo de uma mesa é maior do que o maior.',
  ],
  [
    'Guests sit at this table. Close its session first.',
    'Ada tamu di meja ini. Tutup sesinya dulu.',
    'Há clientes nesta mesa. Feche a sessão dela primeiro.',
  ],
  [
    'This table session has ended. Scan the QR code at the table again.',
    'Sesi meja ini sudah berakhir. Pindai lagi kode QR di meja.',
    'Esta sessão de mesa terminou. Leia de novo o código QR da mesa.',
  ],
  [
    'Send the qr_secret of the code on the table, or ask the staff.',
    'Kirim qr_secret dari kode di meja, atau tanyakan kepada karyawan.',
    'Envie o qr_secret do código da mesa, ou fale com os funcionários.',
  ],
  [
    'Send the qr_secret of the code on the table, or a token of the staff.',
    'Kirim qr_secret dari kode di meja, atau token karyawan.',
    'Envie o qr_secret do código da mesa, ou o token de um funcionário.',
  ],
  [
    'The currency of an outlet cannot change. Open another outlet instead.',
    'Mata uang outlet tidak dapat diubah. Buka outlet lain.',
    'A moeda de um estabelecimento não pode mudar. Abra outro estabelecimento.',
  ],
  [
    'Pages of this origin may not connect.',
    'Halaman dari asal ini tidak boleh tersambung.',
    'Páginas desta origem não podem se conectar.',
  ],
  [
    'Send a token of a user or of a table session.',
    'Kirim token pengguna atau token sesi meja.',
    'Envie o token de um usuário ou de uma sessão de mesa.',
  ],
  [
    'Too many messages. Try again in a second.',
    'Terlalu banyak pesan. Coba lagi sedetik lagi.',
    'Mensagens demais. Tente de novo em um segundo.',
  ],
  [
    'Send an object with order_id, status and perhaps item_id.',
    'Kirim objek dengan order_id, status dan bila perlu item_id.',
    'Envie um objeto com order_id, status e talvez item_id.',
  ],
  [
    'Send text frames that are JSON objects.',
    'Kirim frame teks berupa objek JSON.',
    'Envie quadros de texto que sejam objetos JSON.',
  ],
  [
    'Messages are of type AUTH or one of {0}.',
    'Pesan harus bertipe AUTH atau salah satu dari {0}.',
    'As mensagens são do tipo AUTH ou um destes: {0}.',
  ],
  [
    'This mail was sent: it is not sent twice.',
    'Surel ini sudah dikirim: tidak dikirim dua kali.',
    'Este e-mail já foi enviado: não é enviado duas vezes.',
  ],
  [
    'The signature of this webhook is missing or wrong.',
    'Tanda tangan webhook ini tidak ada atau salah.',
    'A assinatura deste webhook falta ou está errada.',
  ],
  ['This webhook is nothing that we can read.', 'Webhook ini tidak dapat dibaca.', 'Este webhook não pode ser lido.'],
  [
    'It could not be stored. Send it again.',
    'Tidak dapat disimpan. Kirim lagi.',
    'Não pôde ser guardado. Envie de novo.',
  ],
  [
    'Only a webhook with a good signature can be applied again.',
    'Hanya webhook dengan tanda tangan sah yang dapat diterapkan lagi.',
    'Só um webhook com assinatura válida pode ser aplicado de novo.',
  ],
  [
    'Another outlet has this order_number_prefix, or had it, and two orders would have one number. Choose another.',
    'Outlet lain memakai, atau pernah memakai, order_number_prefix ini, sehingga dua pesanan bernomor sama. Pilih yang lain.',
    'Outro estabelecimento tem ou teve este order_number_prefix, e dois pedidos teriam o mesmo número. Escolha outro.',
  ],
  [
    'This table session has ended. Scan the code on the table again.',
    'Sesi meja ini sudah berakhir. Pindai lagi kode di meja.',
    'Esta sessão de mesa terminou. Leia de novo o código da mesa.',
  ],
  [
    'Guests sit at this table. Choose another, or send join: true to seat them together.',
    'Ada tamu di meja ini. Pilih yang lain, atau kirim join: true untuk menggabungkan mereka.',
    'Há clientes nesta mesa. Escolha outra, ou envie join: true para juntá-los.',
  ],
  [
    'Another reason of this kind has that label at this outlet.',
    'Alasan lain dari jenis ini di outlet ini sudah memakai label itu.',
    'Outro motivo deste tipo já tem esse nome neste estabelecimento.',
  ],
  [
    'The reason {0} is not in use at the moment.',
    'Alasan {0} sedang tidak dipakai.',
    'O motivo {0} não está em uso no momento.',
  ],
  ['The reason {0} is for something else.', 'Alasan {0} untuk hal lain.', 'O motivo {0} é para outra coisa.'],
  [
    'With the reason {0}, say more in reason.',
    'Untuk alasan {0}, jelaskan lebih lanjut di reason.',
    'Para o motivo {0}, explique mais em reason.',
  ],
  [
    'This bill is parked: take it up again first (fire it, or take its payment).',
    'Tagihan ini sedang diparkir: lanjutkan dulu (kirim ke dapur, atau terima pembayarannya).',
    'Esta conta está em espera: retome-a antes (envie à cozinha ou receba o pagamento).',
  ],
  ['Only staff park a bill.', 'Hanya staf yang dapat memarkir tagihan.', 'Só a equipe põe uma conta em espera.'],
  ['Only staff say who serves.', 'Hanya staf yang menyebut siapa yang melayani.', 'Só a equipe informa quem atende.'],
  [
    'Only staff change this: ask them.',
    'Hanya staf yang mengubah ini: mintalah kepada mereka.',
    'Só a equipe altera isto: peça a ela.',
  ],
  [
    'The customer ordered this themselves: it stays theirs.',
    'Pelanggan memesan ini sendiri: pesanan ini tetap miliknya.',
    'O próprio cliente fez este pedido: ele continua sendo dele.',
  ],
  [
    'Nobody of that id works at this outlet.',
    'Tidak ada staf dengan id itu di outlet ini.',
    'Ninguém com esse id trabalha neste estabelecimento.',
  ],
  [
    'An order that was made online, or that has a parcel, stays what it is.',
    'Pesanan online, atau yang memiliki paket, tidak dapat diganti jenisnya.',
    'Um pedido feito on-line, ou que tem um pacote, continua como é.',
  ],
  ['Send shipping by itself.', 'Kirim shipping tersendiri.', 'Envie shipping separadamente.'],
];
