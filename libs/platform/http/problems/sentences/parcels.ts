import type { Translated } from './translated.js';

/** Of parcels and invoices. */
export const PARCELS: readonly Translated[] = [
  [
    'A CEP should be eight digits, with or without its hyphen, such as 01310-100.',
    'CEP harus delapan angka, dengan atau tanpa tanda hubung, seperti 01310-100.',
    'Um CEP tem oito dígitos, com ou sem hífen, como 01310-100.',
  ],
  [
    'This parcel cannot go that way. Choose one of the options.',
    'Paket ini tidak dapat dikirim dengan cara itu. Pilih salah satu opsi.',
    'Esta encomenda não pode ir assim. Escolha uma das opções.',
  ],
  [
    'The carrier does not answer, and nothing is known of this way. Try again later.',
    'Kurir tidak menjawab, dan ongkos rute ini tidak diketahui. Coba lagi nanti.',
    'A transportadora não responde, e nada se sabe deste trajeto. Tente mais tarde.',
  ],
  [
    'No outlet sends parcels in Brazil. Say outlet_id.',
    'Tidak ada outlet yang mengirim paket di Brasil. Sebutkan outlet_id.',
    'Nenhum estabelecimento envia encomendas no Brasil. Informe outlet_id.',
  ],
  [
    'The outlet has a rate for this carrier, service, first CEP and weight already. Change that one.',
    'Outlet sudah punya tarif untuk kurir, layanan, CEP awal dan berat ini. Ubah yang itu.',
    'O estabelecimento já tem uma tarifa para esta transportadora, serviço, CEP inicial e peso. Altere aquela.',
  ],
  [
    'cep_to comes before cep_from. Send the lower one as cep_from.',
    'cep_to lebih kecil dari cep_from. Kirim yang lebih kecil sebagai cep_from.',
    'cep_to vem antes de cep_from. Envie o menor como cep_from.',
  ],
  [
    'This tracking number belongs to another order.',
    'Nomor resi ini milik pesanan lain.',
    'Este código de rastreio é de outro pedido.',
  ],
  [
    'No carrier can be asked about this parcel: it has no number, or the number is not of the carrier that is set up.',
    'Tidak ada kurir yang dapat ditanya tentang paket ini: belum ada nomornya, atau bukan milik kurir yang diatur.',
    'Nenhuma transportadora pode ser consultada: a encomenda não tem código, ou ele não é da transportadora configurada.',
  ],
  [
    'The carrier does not answer. It is asked again later.',
    'Kurir tidak menjawab. Akan ditanya lagi nanti.',
    'A transportadora não responde. Ela será consultada de novo mais tarde.',
  ],
  [
    'There is nothing left to try for this document.',
    'Tidak ada lagi yang dapat dicoba untuk dokumen ini.',
    'Não há mais nada a tentar para este documento.',
  ],
  [
    'This installation issues no documents: set NFE_PROVIDER and what goes with it.',
    'Instalasi ini tidak menerbitkan dokumen: atur NFE_PROVIDER dan yang menyertainya.',
    'Esta instalação não emite documentos: configure NFE_PROVIDER e o que o acompanha.',
  ],
  [
    'The outlet’s fiscal settings need the id of the issuer.',
    'Pengaturan fiskal outlet memerlukan id penerbit.',
    'As configurações fiscais do estabelecimento precisam do id do emitente.',
  ],
  [
    'Documents are issued in BRL alone.',
    'Dokumen hanya diterbitkan dalam BRL.',
    'Documentos são emitidos apenas em BRL.',
  ],
  ['{0} was taken for a bill of {1}.', '{0} diterima untuk tagihan {1}.', '{0} foi recebido por uma conta de {1}.'],
  ['The order has no line left.', 'Pesanan tidak punya baris lagi.', 'O pedido não tem mais itens.'],
  ['{0} has no {1}.', '{0} tidak punya {1}.', '{0} não tem {1}.'],
  [
    'The document moved at the same moment. Look at it again before you retry.',
    'Dokumen berubah pada saat yang sama. Periksa lagi sebelum mencoba ulang.',
    'O documento mudou no mesmo momento. Confira-o antes de tentar de novo.',
  ],
  [
    'This installation has no fiscal provider any more: set NFE_PROVIDER.',
    'Instalasi ini tidak punya penyedia fiskal lagi: atur NFE_PROVIDER.',
    'Esta instalação não tem mais provedor fiscal: configure NFE_PROVIDER.',
  ],
  [
    'A state is told by its two letters: send {0} as state.',
    'Negara bagian ditulis dengan dua hurufnya: kirim {0} sebagai state.',
    'O estado é indicado por suas duas letras: envie {0} em state.',
  ],
  [
    'state must be one of the 27 Brazilian states by its two letters, such as SP.',
    'state harus salah satu dari 27 negara bagian Brasil dengan dua hurufnya, seperti SP.',
    'state deve ser um dos 27 estados brasileiros por suas duas letras, como SP.',
  ],
];
