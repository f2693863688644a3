import type { Translated } from './translated.js';

/** Of choices, of what is said of them, and of prices of outlets, channels and hours. */
export const CHOICES: readonly Translated[] = [
  [
    'pre must be codes such as NO or EXTRA',
    'pre harus berupa kode seperti NO atau EXTRA',
    'pre deve ser de códigos como NO ou EXTRA',
  ],
  [
    'channel must be an app such as APP:GOFOOD',
    'channel harus berupa aplikasi seperti APP:GOFOOD',
    'channel deve ser um aplicativo como APP:GOFOOD',
  ],
  [
    'channel must be COUNTER, TABLE, ONLINE, or an app such as APP:GOFOOD',
    'channel harus COUNTER, TABLE, ONLINE, atau aplikasi seperti APP:GOFOOD',
    'channel deve ser COUNTER, TABLE, ONLINE, ou um aplicativo como APP:GOFOOD',
  ],
  [
    'channels must be COUNTER, TABLE, ONLINE, or apps such as APP:GOFOOD',
    'channels harus COUNTER, TABLE, ONLINE, atau aplikasi seperti APP:GOFOOD',
    'channels deve ser COUNTER, TABLE, ONLINE, ou aplicativos como APP:GOFOOD',
  ],
  [
    'code must be up to 20 capitals, digits and _, such as EXTRA',
    'code harus terdiri dari maksimal 20 huruf besar, angka, dan _, seperti EXTRA',
    'code deve ter até 20 maiúsculas, dígitos e _, como EXTRA',
  ],
  [
    '{0} must be an object of whole amounts by the ids of options',
    '{0} harus berupa objek jumlah bulat menurut id pilihan',
    '{0} deve ser um objeto de valores inteiros pelos ids das opções',
  ],
  ['{0} has no such word', '{0} tidak punya kata itu', '{0} não tem essa palavra'],
  [
    'at most {0} different words are said of an option, and NO alone',
    'maksimal {0} kata berbeda untuk satu pilihan, dan NO sendirian',
    'no máximo {0} palavras diferentes por opção, e NO sozinho',
  ],
  [
    'nothing is chosen with {0} that is left out',
    'tidak ada pilihan untuk {0} yang ditiadakan',
    'nada se escolhe com {0} que fica de fora',
  ],
  [
    'choices must go {0} levels deep at most',
    'pilihan harus maksimal {0} tingkat',
    'as opções devem ter no máximo {0} níveis',
  ],
  ['code must be different from the others', 'code harus berbeda dari yang lain', 'code deve ser diferente dos outros'],
  [
    'NO costs nothing: leave out multiply and add',
    'NO tidak berbiaya: hilangkan multiply dan add',
    'NO não custa nada: deixe multiply e add de fora',
  ],
  [
    'an outlet, a channel or a schedule must be named: else it is the price of the product',
    'sebutkan outlet, channel, atau jadwal: tanpa itu ini adalah harga produk',
    'um estabelecimento, canal ou horário deve ser informado: senão é o preço do produto',
  ],
  [
    'outlet, channel and schedule must be other ones than those of the rows before',
    'outlet, channel, dan jadwal harus berbeda dari baris sebelumnya',
    'estabelecimento, canal e horário devem ser outros que os das linhas anteriores',
  ],
  [
    'outlet_id must be an outlet that sells this product',
    'outlet_id harus outlet yang menjual produk ini',
    'outlet_id deve ser de um estabelecimento que vende este produto',
  ],
  [
    'schedule_id must be a schedule that is there',
    'schedule_id harus jadwal yang ada',
    'schedule_id deve ser de um horário que existe',
  ],
  [
    'id must be one that this product has',
    'id harus salah satu yang dimiliki produk ini',
    'id deve ser um que este produto tem',
  ],
  [
    'Only staff say through what an order came.',
    'Hanya karyawan yang menyebutkan dari mana pesanan datang.',
    'Só funcionários dizem por onde veio um pedido.',
  ],
];
