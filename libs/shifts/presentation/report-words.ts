/** The words of a printed report in its reader's language. Codes (methods, statuses) stay as they are. */
export interface ReportWords {
  readonly x: string;
  readonly z: string;
  readonly outlet: string;
  readonly cashier: string;
  readonly businessDate: string;
  readonly opened: string;
  readonly closed: string;
  readonly by: string;
  readonly timeZone: string;
  readonly made: string;
  readonly sales: string;
  readonly refunds: string;
  readonly method: string;
  readonly count: string;
  readonly amount: string;
  readonly rounding: string;
  readonly total: string;
  readonly net: string;
  readonly drawer: string;
  readonly float: string;
  readonly cashSales: string;
  readonly cashRefunds: string;
  readonly payIns: string;
  readonly payOuts: string;
  readonly drops: string;
  readonly expected: string;
  readonly counted: string;
  readonly difference: string;
  readonly tenders: string;
  readonly expectedTender: string;
  readonly declared: string;
  readonly tips: string;
  readonly cashTips: string;
  readonly tipsPaidOut: string;
  readonly tipsRefunded: string;
  readonly tipsOwed: string;
  readonly members: string;
  readonly joined: string;
  readonly left: string;
  readonly byCashier: string;
  readonly noSales: string;
  readonly lateAdjustments: string;
  readonly ofReport: string;
  readonly auditHead: string;
  readonly movements: string;
  readonly reason: string;
  readonly time: string;
  readonly openOrders: string;
  readonly order: string;
  readonly status: string;
  readonly paid: string;
  readonly note: string;
  readonly approvedBy: string;
  readonly none: string;
  readonly hidden: string;
  readonly signature: string;
  readonly supervisor: string;
  readonly notFinal: string;
  readonly hash: string;
  readonly previousHash: string;
  readonly first: string;
  /** With `{page}` and `{pages}`. */
  readonly page: string;
}

const en: ReportWords = {
  x: 'Shift report (X)',
  z: 'Shift report (Z)',
  outlet: 'Outlet',
  cashier: 'Cashier',
  businessDate: 'Business date',
  opened: 'Opened',
  closed: 'Closed',
  by: 'By',
  timeZone: 'Time zone',
  made: 'Made',
  sales: 'Sales',
  refunds: 'Refunds',
  method: 'Method',
  count: 'Count',
  amount: 'Amount',
  rounding: 'Rounding',
  total: 'Total',
  net: 'Net sales',
  drawer: 'Cash drawer',
  float: 'Float',
  cashSales: 'Cash sales',
  cashRefunds: 'Cash refunds',
  payIns: 'Paid in',
  payOuts: 'Paid out',
  drops: 'Dropped into the safe',
  expected: 'Expected cash',
  counted: 'Counted cash',
  difference: 'Difference',
  tenders: 'Tenders',
  expectedTender: 'Expected',
  declared: 'Declared',
  tips: 'Tips',
  cashTips: 'Tips in cash',
  tipsPaidOut: 'Tips paid out',
  tipsRefunded: 'Tips given back',
  tipsOwed: 'Tips owed',
  members: 'Others at the drawer',
  joined: 'From',
  left: 'Until',
  byCashier: 'By cashier',
  noSales: 'Opened without a sale',
  lateAdjustments: 'Found or missed of earlier reports',
  ofReport: 'Report',
  auditHead: 'End of the audit log',
  movements: 'Cash moved by hand',
  reason: 'Reason',
  time: 'Time',
  openOrders: 'Open bills carried over',
  order: 'Order',
  status: 'Status',
  paid: 'Paid',
  note: 'Note',
  approvedBy: 'Approved by',
  none: 'None',
  hidden: 'hidden until counted',
  signature: 'Signature of the cashier',
  supervisor: 'Signature of the supervisor',
  notFinal: 'Not final: the shift is open.',
  hash: 'Hash',
  previousHash: 'Hash of the report before',
  first: 'first report of this outlet',
  page: 'Page {page} of {pages}',
};

const id: ReportWords = {
  x: 'Laporan sif (X)',
  z: 'Laporan sif (Z)',
  outlet: 'Gerai',
  cashier: 'Kasir',
  businessDate: 'Tanggal usaha',
  opened: 'Dibuka',
  closed: 'Ditutup',
  by: 'Oleh',
  timeZone: 'Zona waktu',
  made: 'Dibuat',
  sales: 'Penjualan',
  refunds: 'Pengembalian dana',
  method: 'Metode',
  count: 'Jumlah',
  amount: 'Nilai',
  rounding: 'Pembulatan',
  total: 'Total',
  net: 'Penjualan bersih',
  drawer: 'Laci kas',
  float: 'Modal awal',
  cashSales: 'Penjualan tunai',
  cashRefunds: 'Pengembalian tunai',
  payIns: 'Kas masuk',
  payOuts: 'Kas keluar',
  drops: 'Disetor ke brankas',
  expected: 'Kas seharusnya',
  counted: 'Kas terhitung',
  difference: 'Selisih',
  tenders: 'Cara bayar lain',
  expectedTender: 'Seharusnya',
  declared: 'Dilaporkan',
  tips: 'Uang tip',
  cashTips: 'Tip tunai',
  tipsPaidOut: 'Tip dibayarkan',
  tipsRefunded: 'Tip dikembalikan',
  tipsOwed: 'Tip terutang',
  members: 'Petugas lain di laci',
  joined: 'Dari',
  left: 'Sampai',
  byCashier: 'Per petugas',
  noSales: 'Dibuka tanpa penjualan',
  lateAdjustments: 'Penyesuaian laporan sebelumnya',
  ofReport: 'Laporan',
  auditHead: 'Akhir log audit',
  movements: 'Kas masuk dan keluar',
  reason: 'Alasan',
  time: 'Waktu',
  openOrders: 'Tagihan terbuka yang diteruskan',
  order: 'Pesanan',
  status: 'Status',
  paid: 'Dibayar',
  note: 'Catatan',
  approvedBy: 'Disetujui oleh',
  none: 'Tidak ada',
  hidden: 'disembunyikan sampai dihitung',
  signature: 'Tanda tangan kasir',
  supervisor: 'Tanda tangan supervisor',
  notFinal: 'Belum final: sif masih buka.',
  hash: 'Hash',
  previousHash: 'Hash laporan sebelumnya',
  first: 'laporan pertama gerai ini',
  page: 'Halaman {page} dari {pages}',
};

const ptBr: ReportWords = {
  x: 'Relatório de turno (X)',
  z: 'Relatório de turno (Z)',
  outlet: 'Loja',
  cashier: 'Caixa',
  businessDate: 'Data do movimento',
  opened: 'Abertura',
  closed: 'Fechamento',
  by: 'Por',
  timeZone: 'Fuso horário',
  made: 'Emitido',
  sales: 'Vendas',
  refunds: 'Estornos',
  method: 'Forma',
  count: 'Quantidade',
  amount: 'Valor',
  rounding: 'Arredondamento',
  total: 'Total',
  net: 'Vendas líquidas',
  drawer: 'Gaveta',
  float: 'Fundo de troco',
  cashSales: 'Vendas em dinheiro',
  cashRefunds: 'Estornos em dinheiro',
  payIns: 'Suprimentos',
  payOuts: 'Saídas',
  drops: 'Sangrias',
  expected: 'Dinheiro esperado',
  counted: 'Dinheiro contado',
  difference: 'Diferença',
  tenders: 'Outras formas de pagamento',
  expectedTender: 'Esperado',
  declared: 'Declarado',
  tips: 'Gorjetas',
  cashTips: 'Gorjetas em dinheiro',
  tipsPaidOut: 'Gorjetas pagas',
  tipsRefunded: 'Gorjetas devolvidas',
  tipsOwed: 'Gorjetas a pagar',
  members: 'Outras pessoas na gaveta',
  joined: 'De',
  left: 'Até',
  byCashier: 'Por pessoa',
  noSales: 'Aberta sem venda',
  lateAdjustments: 'Ajustes de relatórios anteriores',
  ofReport: 'Relatório',
  auditHead: 'Fim do registro de auditoria',
  movements: 'Suprimentos, saídas e sangrias',
  reason: 'Motivo',
  time: 'Hora',
  openOrders: 'Contas abertas que continuam',
  order: 'Pedido',
  status: 'Situação',
  paid: 'Pago',
  note: 'Observação',
  approvedBy: 'Aprovado por',
  none: 'Nenhum',
  hidden: 'oculto até a contagem',
  signature: 'Assinatura do caixa',
  supervisor: 'Assinatura do supervisor',
  notFinal: 'Não é final: o turno está aberto.',
  hash: 'Hash',
  previousHash: 'Hash do relatório anterior',
  first: 'primeiro relatório desta loja',
  page: 'Página {page} de {pages}',
};

const WORDS: Readonly<Record<string, ReportWords>> = { en, id, 'pt-BR': ptBr };

export const wordsIn = (language: string): ReportWords => WORDS[language] ?? en;
