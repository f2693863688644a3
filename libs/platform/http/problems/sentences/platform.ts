import type { Translated } from './translated.js';

/** Of the platform: tokens, roles, bodies, limits, what is away. */
export const PLATFORM: readonly Translated[] = [
  ['Some fields are not as they should be.', 'Beberapa isian tidak benar.', 'Alguns campos não estão certos.'],
  [
    'There is no such {0}, or it is not yours.',
    'Tidak ditemukan, atau bukan milik Anda: {0}.',
    'Não encontrado, ou não pertence a você: {0}.',
  ],
  [
    'Somebody else changed this meanwhile. Read it again and repeat your change.',
    'Orang lain sudah mengubahnya. Baca lagi dan ulangi perubahan Anda.',
    'Outra pessoa alterou isto nesse meio-tempo. Leia de novo e repita a alteração.',
  ],
  ['This needs one of the roles {0}.', 'Ini memerlukan salah satu peran {0}.', 'Isto exige um dos papéis {0}.'],
  [
    'A {0} may not do this; it needs {1}.',
    '{0} tidak boleh melakukan ini; perlu {1}.',
    '{0} não pode fazer isto; é preciso {1}.',
  ],
  [
    'Send a token: Authorization: Bearer <token>.',
    'Kirim token: Authorization: Bearer <token>.',
    'Envie um token: Authorization: Bearer <token>.',
  ],
  [
    'Send a token: Authorization: Bearer <token>, or {0} without a login.',
    'Kirim token: Authorization: Bearer <token>, atau {0} tanpa masuk.',
    'Envie um token: Authorization: Bearer <token>, ou {0} sem login.',
  ],
  [
    'Send a user token: Authorization: Bearer <token>.',
    'Kirim token pengguna: Authorization: Bearer <token>.',
    'Envie o token de um usuário: Authorization: Bearer <token>.',
  ],
  [
    'The Authorization header should read: Bearer <token>.',
    'Header Authorization harus berisi: Bearer <token>.',
    'O cabeçalho Authorization deve ser: Bearer <token>.',
  ],
  [
    'The token is not valid, has expired, or its session has ended. Log in again.',
    'Token tidak sah, kedaluwarsa, atau sesinya sudah berakhir. Masuk lagi.',
    'O token não é válido, expirou, ou a sessão terminou. Entre de novo.',
  ],
  [
    'Send METRICS_TOKEN as a bearer token.',
    'Kirim METRICS_TOKEN sebagai bearer token.',
    'Envie METRICS_TOKEN como bearer token.',
  ],
  [
    'Too many requests. Try again in {0} s.',
    'Terlalu banyak permintaan. Coba lagi dalam {0} detik.',
    'Requisições demais. Tente de novo em {0} s.',
  ],
  [
    'Too many logins at once. Try again in a moment.',
    'Terlalu banyak yang masuk bersamaan. Coba lagi sebentar.',
    'Muitos logins ao mesmo tempo. Tente de novo em instantes.',
  ],
  [
    'Too many documents are being made at once. Try again in a moment.',
    'Terlalu banyak dokumen dibuat bersamaan. Coba lagi sebentar.',
    'Muitos documentos sendo feitos ao mesmo tempo. Tente de novo em instantes.',
  ],
  [
    'The database cannot be reached. Nothing was changed; try again in a moment.',
    'Basis data tidak dapat dihubungi. Tidak ada yang berubah; coba lagi sebentar.',
    'O banco de dados está inacessível. Nada foi alterado; tente de novo em instantes.',
  ],
  [
    'The database takes no writes at the moment. Nothing was changed; try again in a moment.',
    'Basis data sedang tidak menerima perubahan. Tidak ada yang berubah; coba lagi sebentar.',
    'O banco de dados não aceita alterações no momento. Nada foi alterado; tente de novo em instantes.',
  ],
  [
    'The database failed meanwhile: this may or may not have been done. Ask with the same Idempotency-Key or id.',
    'Basis data gagal di tengah jalan: ini mungkin sudah atau belum dilakukan. Tanyakan dengan Idempotency-Key atau id yang sama.',
    'O banco de dados falhou no meio: isto pode ou não ter sido feito. Pergunte com a mesma Idempotency-Key ou id.',
  ],
  [
    'The database was too busy to answer in time. Nothing was changed; try again.',
    'Basis data terlalu sibuk untuk menjawab. Tidak ada yang berubah; coba lagi.',
    'O banco de dados estava ocupado demais para responder a tempo. Nada foi alterado; tente de novo.',
  ],
  [
    'The database has no room left. Nothing was changed; call the operator.',
    'Basis data sudah penuh. Tidak ada yang berubah; hubungi operator.',
    'O banco de dados está cheio. Nada foi alterado; chame o operador.',
  ],
  [
    'Texts must be whole Unicode characters, and none of them NUL.',
    'Teks harus berisi karakter Unicode yang utuh, tanpa NUL.',
    'Os textos devem ter caracteres Unicode inteiros, e nenhum NUL.',
  ],
  [
    'The body is nested deeper than {0} levels.',
    'Isi permintaan bersarang lebih dari {0} tingkat.',
    'O corpo tem mais de {0} níveis.',
  ],
  [
    'A list in the body has more than {0} entries.',
    'Ada daftar di isi permintaan dengan lebih dari {0} unsur.',
    'Uma lista no corpo tem mais de {0} elementos.',
  ],
  [
    'Idempotency-Key should be 1 to 255 printable ASCII characters without spaces.',
    'Idempotency-Key harus 1 sampai 255 karakter ASCII tercetak tanpa spasi.',
    'Idempotency-Key deve ter de 1 a 255 caracteres ASCII imprimíveis sem espaços.',
  ],
  [
    'This Idempotency-Key was used for another request. Make a new key for each.',
    'Idempotency-Key ini sudah dipakai untuk permintaan lain. Buat kunci baru untuk tiap permintaan.',
    'Esta Idempotency-Key foi usada em outra requisição. Crie uma chave nova para cada uma.',
  ],
  [
    'The first request with this Idempotency-Key is still running. Try again in a moment.',
    'Permintaan pertama dengan Idempotency-Key ini masih berjalan. Coba lagi sebentar.',
    'A primeira requisição com esta Idempotency-Key ainda está em andamento. Tente de novo em instantes.',
  ],
  [
    'If-Match should be the version in double quotes, such as "3".',
    'If-Match harus berisi versi dalam tanda kutip ganda, seperti "3".',
    'If-Match deve ser a versão entre aspas duplas, como "3".',
  ],
  [
    'after should be the next_cursor of an earlier page.',
    'after harus next_cursor dari halaman sebelumnya.',
    'after deve ser o next_cursor de uma página anterior.',
  ],
  ['The request could not be read.', 'Permintaan tidak dapat dibaca.', 'A requisição não pôde ser lida.'],
  ['There is nothing at this path.', 'Tidak ada apa-apa di alamat ini.', 'Não há nada neste caminho.'],
  [
    'This path does not take that method.',
    'Alamat ini tidak menerima metode itu.',
    'Este caminho não aceita esse método.',
  ],
  [
    'None of the asked formats is offered here.',
    'Tidak ada format yang diminta tersedia di sini.',
    'Nenhum dos formatos pedidos é oferecido aqui.',
  ],
  [
    'The body is over {0}, which is the most that this route takes.',
    'Isi permintaan lebih dari {0}, batas untuk rute ini.',
    'O corpo tem mais de {0}, o máximo que esta rota aceita.',
  ],
  [
    'The body has more than {0} fields. Send it in several requests.',
    'Isi permintaan memiliki lebih dari {0} bidang. Kirimkan dalam beberapa permintaan.',
    'O corpo tem mais de {0} campos. Envie-o em várias requisições.',
  ],
  [
    'The body has more than {0} entries. Send it in several requests.',
    'Isi permintaan memiliki lebih dari {0} entri. Kirimkan dalam beberapa permintaan.',
    'O corpo tem mais de {0} itens. Envie-o em várias requisições.',
  ],
  ['The body is over 1 MB.', 'Isi permintaan lebih dari 1 MB.', 'O corpo tem mais de 1 MB.'],
  [
    'Send the body as application/json in UTF-8.',
    'Kirim isi permintaan sebagai application/json dalam UTF-8.',
    'Envie o corpo como application/json em UTF-8.',
  ],
  ['Send the file as text/csv.', 'Kirim berkas sebagai text/csv.', 'Envie o arquivo como text/csv.'],
  [
    'This server is stopping. Try again.',
    'Server ini sedang berhenti. Coba lagi.',
    'Este servidor está parando. Tente de novo.',
  ],
  [
    'Something went wrong. Quote the request id to support.',
    'Terjadi kesalahan. Sebutkan request id kepada dukungan.',
    'Algo deu errado. Informe o request id ao suporte.',
  ],
  ['The body is not valid JSON.', 'Isi permintaan bukan JSON yang benar.', 'O corpo não é JSON válido.'],
  ['The path is not valid UTF-8 text.', 'Alamat bukan teks UTF-8 yang benar.', 'O caminho não é texto UTF-8 válido.'],
  ['{0} in the path should be a UUID.', '{0} di alamat harus berupa UUID.', '{0} no caminho deve ser um UUID.'],
  [
    '{0} must be an ISO 8601 date (2025-11-21) or instant (2025-11-21T13:00:00Z)',
    '{0} harus berupa tanggal ISO 8601 (2025-11-21) atau waktu (2025-11-21T13:00:00Z)',
    '{0} deve ser uma data ISO 8601 (2025-11-21) ou um instante (2025-11-21T13:00:00Z)',
  ],
  [
    'This job is done: there is nothing to try again.',
    'Tugas ini sudah selesai: tidak ada yang perlu dicoba lagi.',
    'Esta tarefa está concluída: não há o que tentar de novo.',
  ],
  ['The body is too large.', 'Isi permintaan terlalu besar.', 'O corpo é grande demais.'],
  [
    'The request could not be read as HTTP.',
    'Permintaan tidak dapat dibaca sebagai HTTP.',
    'A requisição não pôde ser lida como HTTP.',
  ],
  ['The headers are over 16 KB.', 'Header lebih dari 16 KB.', 'Os cabeçalhos têm mais de 16 KB.'],
  ['The request took too long to arrive.', 'Permintaan terlalu lama tiba.', 'A requisição demorou demais a chegar.'],
  [
    'The log does not go on from there: fetch what you show anew, then read on from last_cursor.',
    'Log tidak berlanjut dari titik itu: ambil ulang yang ditampilkan, lalu lanjutkan membaca dari last_cursor.',
    'O registro não continua a partir desse ponto: busque de novo o que você mostra e continue a ler a partir de last_cursor.',
  ],
  [
    'This process does not serve {0}. Send the request to the gateway.',
    'Proses ini tidak melayani {0}. Kirim permintaan ke gateway.',
    'Este processo não atende {0}. Envie a requisição ao gateway.',
  ],
];
