import type { Translated } from './translated.js';

/** Of orders and their bills. */
export const SELLING: readonly Translated[] = [
  [
    'This bill was voided: it is not opened again.',
    'Tagihan ini sudah dibatalkan: tidak bisa dibuka lagi.',
    'Esta conta foi anulada: não pode ser reaberta.',
  ],
  [
    'This bill is open: change its lines, or pay it.',
    'Tagihan ini masih terbuka: ubah barisnya, atau bayar.',
    'Esta conta está aberta: altere os itens ou pague-a.',
  ],
  [
    'Something is still due on this bill: it is settled when that is paid.',
    'Tagihan ini belum lunas: tagihan selesai setelah sisanya dibayar.',
    'Ainda há valor em aberto nesta conta: ela é fechada quando for pago.',
  ],
  [
    'A bill is opened again on its own business date alone: refund it, or exchange what was sold.',
    'Tagihan hanya bisa dibuka lagi pada tanggal usahanya sendiri: kembalikan uangnya, atau tukar barangnya.',
    'Uma conta só é reaberta na própria data de movimento: reembolse-a ou troque o que foi vendido.',
  ],
  [
    'An invoice was sent for this bill: refund it, or exchange what was sold.',
    'Faktur tagihan ini sudah dikirim: kembalikan uangnya, atau tukar barangnya.',
    'Uma nota fiscal desta conta já foi enviada: reembolse-a ou troque o que foi vendido.',
  ],
  [
    'Nothing of this round can be had again.',
    'Tidak ada dari putaran ini yang bisa dipesan lagi.',
    'Nada desta rodada pode ser pedido de novo.',
  ],
  [
    'Send either round or item_ids.',
    'Kirim round atau item_ids, jangan keduanya.',
    'Envie round ou item_ids, não os dois.',
  ],
  [
    'There is nothing on this bill for these seats.',
    'Tidak ada apa pun di tagihan ini untuk kursi tersebut.',
    'Não há nada nesta conta para estes lugares.',
  ],
  ['There are only {0} of {1} on the bill.', 'Hanya ada {0} {1} di tagihan.', 'Há apenas {0} de {1} na conta.'],
  [
    'This line was taken off the bill: add it once more.',
    'Baris ini sudah dihapus dari tagihan: tambahkan lagi.',
    'Este item foi tirado da conta: adicione-o de novo.',
  ],
  [
    'The kitchen has begun with this line: void it and order it as it should be.',
    'Dapur sudah mulai membuatnya: batalkan, lalu pesan lagi dengan benar.',
    'A cozinha já começou este item: cancele-o e peça de novo como deve ser.',
  ],
  [
    'Say which version of the order you counted on (version or If-Match), or send quantity_delta instead of quantity.',
    'Sebutkan versi pesanan yang menjadi dasar (version atau If-Match), atau kirim quantity_delta sebagai ganti quantity.',
    'Diga em qual versão do pedido se baseou (version ou If-Match), ou envie quantity_delta em vez de quantity.',
  ],
  [
    'The staff have this order already: ask them to change it.',
    'Staf sudah menerima pesanan ini: minta mereka mengubahnya.',
    'A equipe já recebeu este pedido: peça a ela que o altere.',
  ],
  ['Ask the staff to change this.', 'Minta staf untuk mengubahnya.', 'Peça à equipe que altere isto.'],
  [
    'Send either quantity_delta (more or fewer) or quantity (so many in all).',
    'Kirim quantity_delta (tambah atau kurang) atau quantity (jumlah seluruhnya), salah satu saja.',
    'Envie quantity_delta (mais ou menos) ou quantity (quantos ao todo), um dos dois.',
  ],
  [
    'Say what of the line changes: quantity_delta, quantity, note, modifiers, seat or course.',
    'Sebutkan apa yang berubah: quantity_delta, quantity, note, modifiers, seat, atau course.',
    'Diga o que muda no item: quantity_delta, quantity, note, modifiers, seat ou course.',
  ],
  ['The price of {0} is fixed.', 'Harga {0} sudah tetap.', 'O preço de {0} é fixo.'],
  [
    'The price of {0} is outside of what may be said.',
    'Harga {0} di luar batas yang boleh disebut.',
    'O preço de {0} está fora do que se pode informar.',
  ],
  ['Only staff say a price.', 'Hanya staf yang menyebut harga.', 'Só a equipe informa um preço.'],
  [
    'What guests order here waits first: send it as an order with join: OPEN_BILL.',
    'Pesanan tamu di sini menunggu dulu: kirim sebagai pesanan dengan join: OPEN_BILL.',
    'O que os clientes pedem aqui espera antes: envie como pedido com join: OPEN_BILL.',
  ],
  [
    'Only {0} of {1} can still be given back.',
    'Hanya {0} {1} yang masih dapat dikembalikan.',
    'Só {0} de {1} ainda podem ser devolvidos.',
  ],
  ['There are only {0} of {1}.', 'Hanya ada {0} {1}.', 'Há apenas {0} de {1}.'],
  [
    'The bill is too large to be true.',
    'Tagihan ini terlalu besar untuk benar.',
    'A conta é grande demais para estar certa.',
  ],
  [
    'The modifiers of {0} take off more than it costs.',
    'Pilihan untuk {0} mengurangi lebih dari harganya.',
    'As opções de {0} descontam mais do que ele custa.',
  ],
  [
    'The line of {0} is too large to be true.',
    'Baris {0} terlalu besar untuk benar.',
    'O item {0} é grande demais para estar certo.',
  ],
  [
    'This outlet does not sell one of the products.',
    'Outlet ini tidak menjual salah satu produk.',
    'Este estabelecimento não vende um dos produtos.',
  ],
  [
    'What is {0} cannot become {1}.',
    'Yang berstatus {0} tidak dapat menjadi {1}.',
    'O que está {0} não pode passar a {1}.',
  ],
  [
    'This bill is closed: nothing can be added to it or taken off.',
    'Tagihan ini sudah ditutup: tidak ada yang dapat ditambah atau dikurangi.',
    'Esta conta está fechada: nada pode ser acrescentado nem retirado.',
  ],
  [
    'Money has been taken for this bill already; refund it first.',
    'Tagihan ini sudah menerima pembayaran; kembalikan dulu uangnya.',
    'Esta conta já recebeu pagamento; estorne-o primeiro.',
  ],
  [
    'Its parcel is under way: this order cannot be called off any more.',
    'Paketnya sedang dikirim: pesanan ini tidak dapat dibatalkan lagi.',
    'A encomenda está a caminho: este pedido não pode mais ser cancelado.',
  ],
  [
    'A parcel is booked for a bill that would end: merge the others into that one.',
    'Ada paket untuk tagihan yang akan berakhir: gabungkan yang lain ke tagihan itu.',
    'Há uma encomenda reservada para uma conta que terminaria: junte as outras a essa.',
  ],
  ['A voided order is not sent.', 'Pesanan yang dibatalkan tidak dikirim.', 'Um pedido anulado não é enviado.'],
  ['This bill is paid.', 'Tagihan ini sudah lunas.', 'Esta conta está paga.'],
  [
    'That is more than is still due.',
    'Itu lebih dari yang masih harus dibayar.',
    'Isso é mais do que ainda falta pagar.',
  ],
  [
    'More than was paid for this order cannot be refunded.',
    'Tidak dapat mengembalikan lebih dari yang dibayar untuk pesanan ini.',
    'Não se pode estornar mais do que foi pago por este pedido.',
  ],
  [
    'A split must leave something on the bill.',
    'Pemisahan harus menyisakan sesuatu di tagihan.',
    'A divisão deve deixar algo na conta.',
  ],
  [
    'Only DELIVERY and ONLINE orders are sent.',
    'Hanya pesanan DELIVERY dan ONLINE yang dikirim.',
    'Só pedidos DELIVERY e ONLINE são enviados.',
  ],
  [
    'Parcels go to Brazilian addresses with their state.',
    'Paket dikirim ke alamat Brasil beserta negara bagiannya.',
    'Encomendas vão para endereços brasileiros com o estado.',
  ],
  ['This order is being paid.', 'Pesanan ini sedang dibayar.', 'Este pedido está sendo pago.'],
  [
    'The cart is for another outlet than outlet_id.',
    'Keranjang ini untuk outlet lain, bukan outlet_id.',
    'O carrinho é de outro estabelecimento, não de outlet_id.',
  ],
  [
    'A bill cannot be merged with itself.',
    'Tagihan tidak dapat digabung dengan dirinya sendiri.',
    'Uma conta não pode ser juntada a si mesma.',
  ],
  [
    'The bills are of two outlets.',
    'Kedua tagihan dari outlet yang berbeda.',
    'As contas são de dois estabelecimentos.',
  ],
  [
    'A void takes a reason: use POST /orders/:id/void.',
    'Pembatalan memerlukan alasan: gunakan POST /orders/:id/void.',
    'Anular exige um motivo: use POST /orders/:id/void.',
  ],
  [
    'Cash is paid at the till, to a member of staff.',
    'Uang tunai dibayar di kasir, kepada karyawan.',
    'Dinheiro se paga no caixa, a um funcionário.',
  ],
  ['This outlet does not take that.', 'Outlet ini tidak menerima itu.', 'Este estabelecimento não aceita isso.'],
  [
    'There is another order with this id already.',
    'Sudah ada pesanan lain dengan id ini.',
    'Já existe outro pedido com este id.',
  ],
  [
    'A line with this id is ordered already, and is another one.',
    'Sudah ada baris dengan id ini di pesanan, dan isinya lain.',
    'Já foi pedida uma linha com este id, e é outra.',
  ],
  ['There is an order with this id already.', 'Sudah ada pesanan dengan id ini.', 'Já existe um pedido com este id.'],
  [
    'There is nothing to order: send items.',
    'Tidak ada yang dipesan: kirim items.',
    'Não há o que pedir: envie items.',
  ],
  [
    'The table session belongs to another outlet than outlet_id.',
    'Sesi meja ini milik outlet lain, bukan outlet_id.',
    'A sessão de mesa é de outro estabelecimento, não de outlet_id.',
  ],
  ['Say which outlet: outlet_id.', 'Sebutkan outlet mana: outlet_id.', 'Informe o estabelecimento: outlet_id.'],
  [
    "To order at a table, scan the table's QR code.",
    'Untuk memesan di meja, pindai kode QR meja itu.',
    'Para pedir à mesa, leia o código QR da mesa.',
  ],
  [
    'Only staff may order for a customer.',
    'Hanya karyawan yang boleh memesan untuk pelanggan.',
    'Só funcionários podem pedir em nome de um cliente.',
  ],
  ['There is no such customer.', 'Tidak ada pelanggan seperti itu.', 'Esse cliente não existe.'],
  [
    'An online order in Brazil needs your CPF: add it to your profile (PUT /users/me).',
    'Pesanan daring di Brasil memerlukan CPF Anda: tambahkan ke profil (PUT /users/me).',
    'Um pedido online no Brasil precisa do seu CPF: inclua-o no perfil (PUT /users/me).',
  ],
  [
    'The kitchen has begun with this line: say why it is voided.',
    'Dapur sudah mengerjakan baris ini: sebutkan alasan pembatalannya.',
    'A cozinha já começou este item: diga por que ele é anulado.',
  ],
  [
    'Send items or seats (lines for a bill of their own), or ways (equal shares).',
    'Kirim items atau seats (baris untuk tagihan tersendiri), atau ways (bagian sama rata).',
    'Envie items ou seats (itens para uma conta própria), ou ways (partes iguais).',
  ],
  [
    'There is less due than there are shares.',
    'Yang harus dibayar lebih kecil dari jumlah bagiannya.',
    'O valor devido é menor que o número de partes.',
  ],
  ['A discount is 100 percent at most.', 'Diskon maksimal 100 persen.', 'Um desconto é de no máximo 100 por cento.'],
  [
    'A fixed discount is a whole number of minor units.',
    'Diskon tetap adalah bilangan bulat dalam satuan terkecil.',
    'Um desconto fixo é um número inteiro na menor unidade.',
  ],
  [
    'Say why the order is voided: reason.',
    'Sebutkan alasan pesanan dibatalkan: reason.',
    'Diga por que o pedido é anulado: reason.',
  ],
  [
    'The kitchen does not void; ask the floor.',
    'Dapur tidak membatalkan; minta kepada pelayan.',
    'A cozinha não anula; peça ao salão.',
  ],
  [
    'The product is there with several choices: name the line by its own id.',
    'Produk ini ada dengan beberapa pilihan: sebutkan id barisnya.',
    'O produto está no carrinho com várias escolhas: indique a linha pelo id dela.',
  ],
  [
    'This line was given back before anybody began: there is nothing left to make.',
    'Baris ini sudah dikembalikan sebelum dikerjakan: tidak ada lagi yang perlu dibuat.',
    'Este item foi devolvido antes de alguém começar: não há mais nada a preparar.',
  ],
  [
    'Pieces of this line were given back: those that are left can be struck, and nothing else of it changes.',
    'Sebagian dari baris ini sudah dikembalikan: sisanya bisa dicoret, selain itu tidak ada yang berubah.',
    'Parte deste item já foi devolvida: o que resta pode ser cancelado, e nada mais nele muda.',
  ],
  [
    'The price has changed meanwhile. Show the new total, and send that as expected_total.',
    'Harganya sudah berubah. Tampilkan total yang baru, lalu kirim sebagai expected_total.',
    'O preço mudou nesse meio-tempo. Mostre o novo total e envie-o em expected_total.',
  ],
  [
    'Both bills have a coupon, and one bill cannot keep two. Pay them apart, or take one of the discounts off first.',
    'Kedua tagihan punya kupon, dan satu tagihan tidak dapat memuat dua. Bayar terpisah, atau lepas dulu salah satu potongannya.',
    'As duas contas têm cupom, e uma conta não comporta dois. Pague-as separadas, ou retire antes um dos descontos.',
  ],
  [
    'It was served and nobody paid: say why it is written off, in reason.',
    'Sudah disajikan dan tidak dibayar: sebutkan alasan penghapusannya di reason.',
    'Foi servido e ninguém pagou: diga em reason por que é baixado como perda.',
  ],
  [
    "Send the table session's token: Authorization: Bearer <token>.",
    'Kirim token sesi meja: Authorization: Bearer <token>.',
    'Envie o token da sessão de mesa: Authorization: Bearer <token>.',
  ],
  [
    'An online order in Brazil needs your CPF: add it to your profile (PATCH /users/me).',
    'Pesanan daring di Brasil memerlukan CPF Anda: tambahkan ke profil (PATCH /users/me).',
    'Um pedido online no Brasil precisa do seu CPF: inclua-o no perfil (PATCH /users/me).',
  ],
  [
    'This order waits: accept it before a line of it is made.',
    'Pesanan ini menunggu: terima dulu sebelum barisnya dibuat.',
    'Este pedido espera: aceite-o antes de preparar um item.',
  ],
  [
    'One of these orders waits for its payment or for a yes: accept it first.',
    'Salah satu pesanan ini menunggu pembayaran atau persetujuan: terima dulu.',
    'Um destes pedidos espera o pagamento ou um sim: aceite-o primeiro.',
  ],
  [
    'The kitchen has this order already: void it instead.',
    'Dapur sudah menerima pesanan ini: batalkan sebagai gantinya.',
    'A cozinha já tem este pedido: anule-o em vez disso.',
  ],
  [
    'A line takes at most {0} pieces. Ask the staff for more.',
    'Satu baris memuat maksimal {0} buah. Minta lebih kepada karyawan.',
    'Uma linha aceita no máximo {0} unidades. Peça mais aos funcionários.',
  ],
  [
    'An order takes at most {0} pieces. Ask the staff for more.',
    'Satu pesanan memuat maksimal {0} buah. Minta lebih kepada karyawan.',
    'Um pedido aceita no máximo {0} unidades. Peça mais aos funcionários.',
  ],
  [
    'Its parcel is under way: where it goes cannot be changed any more. Ask the carrier.',
    'Paketnya sedang dikirim: tujuannya tidak dapat diubah lagi. Tanyakan kepada kurir.',
    'A encomenda está a caminho: o destino não pode mais mudar. Fale com a transportadora.',
  ],
  [
    'No parcel is booked for this order: there is no address to correct.',
    'Tidak ada paket untuk pesanan ini: tidak ada alamat yang perlu diperbaiki.',
    'Não há encomenda para este pedido: não há endereço a corrigir.',
  ],
  [
    'The freight was priced for another part of the country. Cancel this order and place it again, or ask the shop.',
    'Ongkos kirimnya dihitung untuk daerah lain. Batalkan pesanan ini lalu pesan lagi, atau tanyakan kepada toko.',
    'O frete foi calculado para outra região. Cancele este pedido e faça outro, ou fale com a loja.',
  ],
  [
    'You have unpaid orders here: pay or cancel one of them first.',
    'Anda punya pesanan yang belum dibayar di sini: bayar atau batalkan salah satunya dulu.',
    'Você tem pedidos não pagos aqui: pague ou cancele um deles primeiro.',
  ],
  [
    'Unpaid orders may hold {0} more of {1}: pay, or order less.',
    'Pesanan yang belum dibayar hanya boleh menahan {0} {1} lagi: bayar, atau pesan lebih sedikit.',
    'Pedidos não pagos podem reservar só mais {0} de {1}: pague, ou peça menos.',
  ],
  [
    'Send items or order the cart, not both.',
    'Kirim items atau pesan isi keranjang, jangan keduanya.',
    'Envie items ou peça o carrinho, não os dois.',
  ],
  [
    'Only a CUSTOMER has a cart to order.',
    'Hanya CUSTOMER yang punya keranjang untuk dipesan.',
    'Só um CUSTOMER tem um carrinho para pedir.',
  ],
  [
    'currency is required when outlet_id is left out',
    'currency wajib diisi bila outlet_id kosong',
    'currency é obrigatório quando outlet_id não é informado',
  ],
  ['currency must be the outlet’s', 'currency harus mata uang outlet', 'currency deve ser a do estabelecimento'],
  [
    'No document is issued for this order as it stands.',
    'Tidak ada dokumen yang diterbitkan untuk pesanan ini dalam keadaannya sekarang.',
    'Nenhum documento é emitido para este pedido como ele está.',
  ],
];
