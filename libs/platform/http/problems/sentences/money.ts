import type { Translated } from './translated.js';

/** Of payments, drawers, shifts, coupons and reports. */
export const MONEY: readonly Translated[] = [
  [
    '{0} has {1}. Their shift is closed, or handed over, first.',
    '{0} memakai {1}. Shift-nya ditutup atau diserahkan dulu.',
    '{0} está com {1}. O turno dessa pessoa é fechado, ou passado adiante, antes.',
  ],
  [
    'Another drawer of this outlet has that name.',
    'Laci lain di outlet ini sudah memakai nama itu.',
    'Outra gaveta deste estabelecimento já tem esse nome.',
  ],
  [
    'Other goods paid for this: say in refund_to how it is given back, or exchange it again.',
    'Ini dibayar dengan barang lain: sebutkan cara pengembaliannya di refund_to, atau tukar lagi.',
    'Isto foi pago com outra mercadoria: diga em refund_to como é devolvido, ou troque de novo.',
  ],
  [
    'Somebody else is paying for that at the moment. Choose something else, or wait.',
    'Orang lain sedang membayar itu. Pilih yang lain, atau tunggu.',
    'Outra pessoa está pagando isso agora. Escolha outra coisa ou espere.',
  ],
  [
    'These items cost nothing: there is nothing to pay for them.',
    'Barang ini gratis: tidak ada yang perlu dibayar.',
    'Estes itens não custam nada: não há o que pagar por eles.',
  ],
  [
    'No gateway here takes {0} in {1}.',
    'Tidak ada gateway di sini yang menerima {0} dalam {1}.',
    'Nenhum gateway daqui aceita {0} em {1}.',
  ],
  [
    '{0} does not answer at the moment. Try again later.',
    '{0} sedang tidak menjawab. Coba lagi nanti.',
    '{0} não responde no momento. Tente mais tarde.',
  ],
  [
    'The gateway refused to open this payment.',
    'Gateway menolak membuka pembayaran ini.',
    'O gateway recusou abrir este pagamento.',
  ],
  [
    'Another tender of this outlet has that name.',
    'Cara bayar lain di outlet ini sudah memakai nama itu.',
    'Outra forma de pagamento deste estabelecimento já tem esse nome.',
  ],
  [
    'Name the tender: this outlet does not have exactly one of that method.',
    'Sebutkan cara bayarnya: outlet ini tidak punya tepat satu untuk metode itu.',
    'Diga qual forma de pagamento: este estabelecimento não tem exatamente uma desse método.',
  ],
  [
    'The tip is more than what it is given for. Look again, or send tip_confirmed: true.',
    'Tipnya lebih besar daripada yang dibayar. Periksa lagi, atau kirim tip_confirmed: true.',
    'A gorjeta é maior do que o valor pago. Confira de novo ou envie tip_confirmed: true.',
  ],
  [
    'No coins make that tip: in cash it is a multiple of the smallest one.',
    'Tidak ada koin untuk tip itu: tunai harus kelipatan koin terkecil.',
    'Não há moedas para essa gorjeta: em dinheiro, ela é um múltiplo da menor moeda.',
  ],
  [
    'Say what the guest handed over: the change of it is the tip.',
    'Sebutkan uang yang diserahkan tamu: kembaliannya menjadi tip.',
    'Diga quanto o cliente entregou: o troco é a gorjeta.',
  ],
  [
    'The tip of this payment cannot be changed any more.',
    'Tip pembayaran ini tidak bisa diubah lagi.',
    'A gorjeta deste pagamento não pode mais ser alterada.',
  ],
  [
    'A tip is for somebody who works at this outlet.',
    'Tip hanya untuk orang yang bekerja di outlet ini.',
    'A gorjeta é de quem trabalha neste estabelecimento.',
  ],
  [
    'That is more than this person is owed in tips.',
    'Itu lebih besar daripada tip yang menjadi hak orang ini.',
    'Isso é mais do que esta pessoa tem a receber em gorjetas.',
  ],
  [
    'Nothing is left in the pool of these days.',
    'Tidak ada sisa tip bersama untuk hari-hari ini.',
    'Não resta nada na caixinha desses dias.',
  ],
  ['Name everybody once.', 'Sebutkan setiap orang sekali saja.', 'Cite cada pessoa uma única vez.'],
  ['{0} is not in use at the moment.', '{0} sedang tidak dipakai.', '{0} não está em uso no momento.'],
  [
    '{0} asks for the number of the slip, transfer or voucher.',
    '{0} meminta nomor struk, transfer, atau voucer.',
    '{0} pede o número do comprovante, da transferência ou do vale.',
  ],
  [
    '{0} asks for the last four digits of the card.',
    '{0} meminta empat angka terakhir kartu.',
    '{0} pede os quatro últimos dígitos do cartão.',
  ],
  ['That slip was booked already today.', 'Struk itu sudah dicatat hari ini.', 'Esse comprovante já foi lançado hoje.'],
  [
    'That is paid at the till, to a member of staff.',
    'Itu dibayar di kasir, kepada karyawan.',
    'Isso se paga no caixa, a um funcionário.',
  ],
  [
    'Only money that goes back by a tender goes back with a reference.',
    'Hanya uang yang dikembalikan lewat cara bayar di kasir yang memakai nomor referensi.',
    'Só o que volta por uma forma de pagamento do caixa leva uma referência.',
  ],
  ['Money is not given back by {0}.', 'Uang tidak dikembalikan lewat {0}.', 'Não se devolve dinheiro por {0}.'],
  [
    'This payment cannot be changed by hand.',
    'Pembayaran ini tidak dapat diubah secara manual.',
    'Este pagamento não pode ser alterado à mão.',
  ],
  [
    'The coins and notes are not what was counted.',
    'Koin dan lembar uang tidak sama dengan hasil hitungan.',
    'As moedas e notas não somam o que foi contado.',
  ],
  [
    'Say what these tenders took: their slips lie in the drawer.',
    'Laporkan berapa yang diterima cara bayar ini: struknya ada di laci.',
    'Declare quanto entrou por estas formas de pagamento: os comprovantes estão na gaveta.',
  ],
  [
    'Name the tender that you declare: this outlet does not have exactly one like it.',
    'Sebutkan cara bayar yang dilaporkan: outlet ini tidak punya tepat satu yang seperti itu.',
    'Diga qual forma de pagamento você declara: este estabelecimento não tem exatamente uma assim.',
  ],
  [
    'Cash has no tender, no reference and no card.',
    'Uang tunai tidak punya cara bayar lain, nomor, atau kartu.',
    'Dinheiro não tem forma de pagamento, número nem cartão.',
  ],
  [
    'That is what this payment is recorded as already.',
    'Pembayaran ini memang sudah dicatat begitu.',
    'Este pagamento já está registrado assim.',
  ],
  [
    'This payment is in no shift, so no drawer has its cash. Give it back, and take it in cash.',
    'Pembayaran ini tidak masuk sif mana pun, jadi tidak ada laci yang menyimpan tunainya. Kembalikan, lalu terima tunai.',
    'Este pagamento não está em nenhum turno, então nenhuma gaveta tem o dinheiro. Devolva-o e receba em dinheiro.',
  ],
  [
    'Name the tender whose money it is: this outlet does not have exactly one like it.',
    'Sebutkan cara bayar yang dimaksud: gerai ini tidak punya tepat satu yang seperti itu.',
    'Indique a forma de pagamento: esta loja não tem exatamente uma assim.',
  ],
  [
    'This shift is not closed yet: put right the payment, or record the cash that moved.',
    'Sif ini belum ditutup: betulkan pembayarannya, atau catat uang yang berpindah.',
    'Este turno ainda não foi fechado: corrija o pagamento ou registre o dinheiro que se moveu.',
  ],
  [
    'This shift does not wait for an audit: it is open still, or it was audited.',
    'Sif ini tidak menunggu pemeriksaan: masih buka, atau sudah diperiksa.',
    'Este turno não espera conferência: ainda está aberto ou já foi conferido.',
  ],
  [
    'Somebody else looks at what you counted: a drawer is audited by another person.',
    'Hitungan Anda diperiksa orang lain: laci diperiksa oleh orang yang berbeda.',
    'Outra pessoa confere o que você contou: a gaveta é conferida por outra pessoa.',
  ],
  [
    'The next cashier began with that count. Audit it as it is; what is found is an adjustment.',
    'Kasir berikutnya mulai dengan hitungan itu. Periksa apa adanya; yang ditemukan menjadi penyesuaian.',
    'O próximo caixa começou com essa contagem. Confira como está; o que se achar é um ajuste.',
  ],
  ['A tender is declared once.', 'Satu cara bayar dilaporkan satu kali.', 'Uma forma de pagamento se declara uma vez.'],
  ['This payment is no longer open.', 'Pembayaran ini tidak terbuka lagi.', 'Este pagamento não está mais aberto.'],
  [
    'Nothing was paid for these items.',
    'Tidak ada yang dibayar untuk barang-barang ini.',
    'Nada foi pago por estes itens.',
  ],
  [
    'More than is left of this payment cannot be refunded.',
    'Tidak dapat mengembalikan lebih dari sisa pembayaran ini.',
    'Não se pode estornar mais do que resta deste pagamento.',
  ],
  [
    'More than is left of what was paid for this order cannot be refunded.',
    'Tidak dapat mengembalikan lebih dari sisa yang dibayar untuk pesanan ini.',
    'Não se pode estornar mais do que resta do que foi pago por este pedido.',
  ],
  [
    'Cash is given back at the till; ask the staff.',
    'Uang tunai dikembalikan di kasir; tanyakan kepada karyawan.',
    'Dinheiro se devolve no caixa; peça aos funcionários.',
  ],
  [
    'Cash goes into the drawer of an open shift.',
    'Uang tunai masuk ke laci shift yang terbuka.',
    'Dinheiro entra na gaveta de um turno aberto.',
  ],
  [
    'That is less cash than is due.',
    'Uang tunai itu kurang dari yang harus dibayar.',
    'É menos dinheiro do que o devido.',
  ],
  ['Send either amount or items.', 'Kirim amount atau items, salah satu.', 'Envie amount ou items, um dos dois.'],
  [
    'There is no such coupon, or it does not count here.',
    'Tidak ada kupon itu, atau tidak berlaku di sini.',
    'Esse cupom não existe, ou não vale aqui.',
  ],
  ['This coupon does not count yet.', 'Kupon ini belum berlaku.', 'Este cupom ainda não vale.'],
  ['This coupon has expired.', 'Kupon ini sudah kedaluwarsa.', 'Este cupom expirou.'],
  [
    'This coupon is for larger orders.',
    'Kupon ini untuk pesanan yang lebih besar.',
    'Este cupom é para pedidos maiores.',
  ],
  [
    'This coupon has been used as often as it may be.',
    'Kupon ini sudah dipakai sebanyak yang diizinkan.',
    'Este cupom já foi usado o máximo de vezes.',
  ],
  [
    'You have used this coupon as often as you may.',
    'Anda sudah memakai kupon ini sebanyak yang diizinkan.',
    'Você já usou este cupom o máximo de vezes.',
  ],
  [
    'This coupon counts per customer: say whose order it is.',
    'Kupon ini berlaku per pelanggan: sebutkan pesanan siapa.',
    'Este cupom vale por cliente: diga de quem é o pedido.',
  ],
  [
    'It was used more often than that already. Switch it off to end it.',
    'Sudah dipakai lebih sering dari itu. Nonaktifkan untuk mengakhirinya.',
    'Já foi usado mais vezes que isso. Desative-o para encerrá-lo.',
  ],
  [
    'The coupon was changed meanwhile. Look at the new price and order again.',
    'Kupon sudah berubah. Lihat harga barunya lalu pesan lagi.',
    'O cupom mudou nesse meio-tempo. Veja o novo preço e peça de novo.',
  ],
  ['There is a coupon {0} already.', 'Kupon {0} sudah ada.', 'Já existe um cupom {0}.'],
  [
    '{0} must be an instant such as 2026-12-01T00:00:00Z',
    '{0} harus berupa waktu seperti 2026-12-01T00:00:00Z',
    '{0} deve ser um instante como 2026-12-01T00:00:00Z',
  ],
  [
    'The coupon is being used. Try again in a moment.',
    'Kupon sedang dipakai. Coba lagi sebentar.',
    'O cupom está sendo usado. Tente de novo em instantes.',
  ],
  [
    'This report covers fewer days: ask for a shorter period.',
    'Laporan ini mencakup lebih sedikit hari: minta periode yang lebih pendek.',
    'Este relatório cobre menos dias: peça um período menor.',
  ],
  ['from should not be after to.', 'from tidak boleh setelah to.', 'from não pode vir depois de to.'],
  [
    '{0} must be a date of business, such as 2025-11-21',
    '{0} harus berupa tanggal usaha, seperti 2025-11-21',
    '{0} deve ser uma data de movimento, como 2025-11-21',
  ],
  ['The reports are being made already.', 'Laporan sedang dibuat.', 'Os relatórios já estão sendo feitos.'],
  [
    'This cashier has no open shift here. Open one first.',
    'Kasir ini tidak punya shift terbuka di sini. Buka dulu.',
    'Este caixa não tem turno aberto aqui. Abra um primeiro.',
  ],
  [
    'This cashier already has an open shift here. Close it before opening another.',
    'Kasir ini sudah punya shift terbuka di sini. Tutup dulu sebelum membuka yang lain.',
    'Este caixa já tem um turno aberto aqui. Feche-o antes de abrir outro.',
  ],
  [
    'This shift is closed. What it was is in its report.',
    'Shift ini sudah ditutup. Isinya ada di laporannya.',
    'Este turno está fechado. O que houve está no relatório.',
  ],
  [
    "Another cashier's shift is a supervisor's to touch.",
    'Shift kasir lain hanya boleh diubah supervisor.',
    'No turno de outro caixa só um supervisor mexe.',
  ],
  [
    "The count is off by more than this outlet allows. Count again, or close with a supervisor's approval.",
    'Selisih hitungan melebihi batas outlet ini. Hitung lagi, atau tutup dengan persetujuan supervisor.',
    'A contagem difere mais do que este estabelecimento permite. Conte de novo, ou feche com a aprovação de um supervisor.',
  ],
  [
    'The drawer does not hold that much cash.',
    'Laci tidak berisi uang tunai sebanyak itu.',
    'A gaveta não tem tanto dinheiro.',
  ],
  [
    'No drawer holds that much cash. Check the amount, or drop some into the safe first.',
    'Tidak ada laci yang memuat uang sebanyak itu. Periksa jumlahnya, atau setor sebagian ke brankas dulu.',
    'Nenhuma gaveta comporta tanto dinheiro. Confira o valor, ou faça uma sangria primeiro.',
  ],
  [
    "A colleague's shifts are for a SUPERVISOR or an ADMIN.",
    'Shift rekan kerja hanya untuk SUPERVISOR atau ADMIN.',
    'Os turnos de um colega são para SUPERVISOR ou ADMIN.',
  ],
  [
    "Opening a colleague's shift is for a SUPERVISOR or an ADMIN.",
    'Membuka shift rekan kerja hanya untuk SUPERVISOR atau ADMIN.',
    'Abrir o turno de um colega é para SUPERVISOR ou ADMIN.',
  ],
  [
    'No coin is that small: give back more at once, or all that is left.',
    'Tidak ada koin sekecil itu: kembalikan lebih banyak sekaligus, atau semua sisanya.',
    'Não há moeda tão pequena: devolva mais de uma vez, ou tudo o que resta.',
  ],
  [
    'Cash has no coin for so little. Pay it together with another share, or by another method.',
    'Tidak ada koin untuk jumlah sekecil itu. Bayar bersama bagian lain, atau dengan cara lain.',
    'Não há moeda para tão pouco. Pague junto com outra parte, ou de outra forma.',
  ],
  [
    'That is more cash than anybody hands over for this bill. Count it again, or send tendered_confirmed: true.',
    'Uang tunai itu lebih dari yang wajar untuk tagihan ini. Hitung lagi, atau kirim tendered_confirmed: true.',
    'É mais dinheiro do que alguém entrega por esta conta. Conte de novo, ou envie tendered_confirmed: true.',
  ],
  [
    'This person has an open shift. Close it first, then repeat this.',
    'Orang ini punya shift terbuka. Tutup dulu, lalu ulangi.',
    'Esta pessoa tem um turno aberto. Feche-o primeiro e repita.',
  ],
  [
    'A {0} has no drawer. Open the shift for a KASIR, WAITER, SUPERVISOR or ADMIN.',
    '{0} tidak punya laci. Buka shift untuk KASIR, WAITER, SUPERVISOR atau ADMIN.',
    '{0} não tem gaveta. Abra o turno para KASIR, WAITER, SUPERVISOR ou ADMIN.',
  ],
  [
    'This person is in an open shift here. They leave it, or it is closed, first.',
    'Orang ini ada di shift yang terbuka di sini. Ia harus keluar dulu, atau shift itu ditutup.',
    'Esta pessoa está em um turno aberto aqui. Ela precisa sair dele antes, ou ele precisa ser fechado.',
  ],
  [
    'A drawer is handed over to somebody else. Close it, and open it again.',
    'Laci diserahkan kepada orang lain. Tutup, lalu buka lagi.',
    'Uma gaveta é passada a outra pessoa. Feche-a e abra-a de novo.',
  ],
  [
    'A NO_SALE has the amount 0. Cash that moves is a PAY_IN, a PAY_OUT or a DROP.',
    'NO_SALE berjumlah 0. Uang yang berpindah adalah PAY_IN, PAY_OUT atau DROP.',
    'Um NO_SALE tem o valor 0. Dinheiro que se move é PAY_IN, PAY_OUT ou DROP.',
  ],
  [
    'No drawer starts with that much cash. Count it again, or send start_cash_confirmed: true.',
    'Tidak ada laci yang dimulai dengan uang sebanyak itu. Hitung lagi, atau kirim start_cash_confirmed: true.',
    'Nenhuma gaveta começa com tanto dinheiro. Conte de novo, ou envie start_cash_confirmed: true.',
  ],
  [
    'That is far more cash than can be in this drawer. Count it again, or send end_cash_confirmed: true.',
    'Uang itu jauh lebih banyak dari yang mungkin ada di laci ini. Hitung lagi, atau kirim end_cash_confirmed: true.',
    'É muito mais dinheiro do que pode haver nesta gaveta. Conte de novo, ou envie end_cash_confirmed: true.',
  ],
  [
    'Nobody brings that much cash to a drawer at once. Count it again, or send amount_confirmed: true.',
    'Tidak ada yang membawa uang sebanyak itu ke laci sekaligus. Hitung lagi, atau kirim amount_confirmed: true.',
    'Ninguém leva tanto dinheiro à gaveta de uma vez. Conte de novo, ou envie amount_confirmed: true.',
  ],
  [
    'A shift has an X report while it is open and a Z report after: ask for the one it has.',
    'Shift punya laporan X selama terbuka dan laporan Z sesudahnya: minta yang ada.',
    'Um turno tem um relatório X enquanto aberto e um relatório Z depois: peça o que existe.',
  ],
];
