import type { Translated } from './translated.js';

/** Of accounts, logins, approvals and customers. */
export const PEOPLE: readonly Translated[] = [
  ['You may not do this here.', 'Anda tidak boleh melakukan ini di sini.', 'Você não pode fazer isto aqui.'],
  [
    'Somebody who may do this alone has to approve it: see POST /approvals.',
    'Seseorang yang boleh melakukannya sendiri harus menyetujuinya: lihat POST /approvals.',
    'Alguém que pode fazer isto sozinho precisa aprovar: veja POST /approvals.',
  ],
  [
    'This approval was given for another request, or for somebody else. Ask for a new one.',
    'Persetujuan ini diberikan untuk permintaan lain, atau untuk orang lain. Minta yang baru.',
    'Esta aprovação foi dada para outra requisição, ou para outra pessoa. Peça uma nova.',
  ],
  [
    'This approval was good for two minutes, and they are over. Ask for a new one.',
    'Persetujuan ini berlaku dua menit, dan sudah lewat. Minta yang baru.',
    'Esta aprovação valia por dois minutos, que já passaram. Peça uma nova.',
  ],
  [
    'This approval was used already: it is good for one request.',
    'Persetujuan ini sudah dipakai: berlaku untuk satu permintaan.',
    'Esta aprovação já foi usada: vale para uma requisição.',
  ],
  [
    'This request was answered already, or nobody answered it in time.',
    'Permintaan ini sudah dijawab, atau tidak ada yang menjawab tepat waktu.',
    'Este pedido já foi respondido, ou ninguém respondeu a tempo.',
  ],
  [
    'That request is none that an approval is for. Send its method, its path and its body.',
    'Permintaan itu tidak memerlukan persetujuan. Kirim metode, path, dan isinya.',
    'Essa requisição não é das que pedem aprovação. Envie o método, o caminho e o corpo.',
  ],
  ['Only staff ask for an approval.', 'Hanya staf yang meminta persetujuan.', 'Só a equipe pede aprovação.'],
  [
    'No rule may name this permission: somebody must be left who can change the rules.',
    'Izin ini tidak boleh diatur: harus tetap ada orang yang dapat mengubah aturan.',
    'Nenhuma regra pode tratar desta permissão: precisa sobrar alguém que possa mudar as regras.',
  ],
  [
    'This permission cannot be given to that role; see `roles` for those it can.',
    'Izin ini tidak dapat diberikan kepada peran itu; lihat `roles` untuk peran yang bisa.',
    'Esta permissão não pode ser dada a esse papel; veja em `roles` os que podem.',
  ],
  [
    'This permission has no such limit; GET /permissions lists those it has.',
    'Izin ini tidak punya batas itu; GET /permissions memuat batas yang ada.',
    'Esta permissão não tem esse limite; GET /permissions lista os que tem.',
  ],
  [
    'A limit says up to where somebody may act alone: it goes with ALLOW.',
    'Batas menyatakan sampai mana seseorang boleh bertindak sendiri: hanya bersama ALLOW.',
    'Um limite diz até onde alguém pode agir sozinho: só vale com ALLOW.',
  ],
  [
    'An amount is in the currency of an outlet: set this limit at the outlet.',
    'Jumlah memakai mata uang outlet: atur batas ini di outlet.',
    'Um valor está na moeda de um estabelecimento: defina este limite nele.',
  ],
  [
    'A rule is for a role or for a person: send either role or user_id.',
    'Aturan berlaku untuk peran atau untuk orang: kirim role atau user_id.',
    'Uma regra é para um papel ou para uma pessoa: envie role ou user_id.',
  ],
  [
    'This permission is about what all outlets share: its rules are those of the installation, without outlet_id.',
    'Izin ini menyangkut milik bersama semua outlet: aturannya berlaku untuk seluruh instalasi, tanpa outlet_id.',
    'Esta permissão trata do que todos os estabelecimentos compartilham: as regras são da instalação, sem outlet_id.',
  ],
  [
    'There are two rules for the same permission and the same role or person.',
    'Ada dua aturan untuk izin dan peran atau orang yang sama.',
    'Há duas regras para a mesma permissão e o mesmo papel ou pessoa.',
  ],
  [
    'Some of the people are not staff of this outlet.',
    'Sebagian orang itu bukan staf outlet ini.',
    'Algumas dessas pessoas não são da equipe deste estabelecimento.',
  ],
  [
    'A device has no login of its own. A SUPERVISOR or ADMIN changes or revokes it.',
    'Perangkat tidak punya login sendiri. SUPERVISOR atau ADMIN yang mengubah atau mencabutnya.',
    'Um dispositivo não tem login próprio. Um SUPERVISOR ou ADMIN o altera ou revoga.',
  ],
  [
    'Too many devices wait to be let in here. Try again in {0} s.',
    'Terlalu banyak perangkat menunggu izin masuk di sini. Coba lagi dalam {0} dtk.',
    'Dispositivos demais esperam permissão aqui. Tente de novo em {0} s.',
  ],
  ['The name or the password is wrong.', 'Nama atau kata sandi salah.', 'O nome ou a senha está errado.'],
  [
    'The PIN is wrong, or that colleague cannot sign in here.',
    'PIN salah, atau rekan itu tidak dapat masuk di sini.',
    'O PIN está errado, ou esse colega não pode entrar aqui.',
  ],
  [
    'The refresh token is not valid, has expired, or its session has ended. Log in again.',
    'Refresh token tidak sah, kedaluwarsa, atau sesinya sudah berakhir. Masuk lagi.',
    'O refresh token não é válido, expirou, ou a sessão terminou. Entre de novo.',
  ],
  [
    'This refresh token was used before, so its session has been ended. Log in again.',
    'Refresh token ini pernah dipakai, jadi sesinya diakhiri. Masuk lagi.',
    'Este refresh token já foi usado, por isso a sessão foi encerrada. Entre de novo.',
  ],
  [
    'This link was used before or has expired. Ask for a new one.',
    'Tautan ini sudah dipakai atau kedaluwarsa. Minta yang baru.',
    'Este link já foi usado ou expirou. Peça outro.',
  ],
  [
    'An account keeps a username or an e-mail address to log in with.',
    'Akun harus punya username atau alamat surel untuk masuk.',
    'Uma conta mantém um nome de usuário ou e-mail para entrar.',
  ],
  [
    'Somebody else has this username. Choose another.',
    'Username ini sudah dipakai orang lain. Pilih yang lain.',
    'Outra pessoa já tem este nome de usuário. Escolha outro.',
  ],
  [
    'There is an account with this e-mail address already.',
    'Sudah ada akun dengan alamat surel ini.',
    'Já existe uma conta com este e-mail.',
  ],
  [
    'Somebody else has changed this meanwhile. Read it again, then repeat your change.',
    'Orang lain sudah mengubahnya. Baca lagi, lalu ulangi perubahan Anda.',
    'Outra pessoa alterou isto nesse meio-tempo. Leia de novo e repita a alteração.',
  ],
  [
    'This is the last ADMIN. Make somebody else an ADMIN first.',
    'Ini ADMIN terakhir. Jadikan orang lain ADMIN dulu.',
    'Este é o último ADMIN. Torne outra pessoa ADMIN primeiro.',
  ],
  [
    'A CUSTOMER belongs to no outlet: leave out outlet_ids.',
    'CUSTOMER tidak terikat outlet: jangan kirim outlet_ids.',
    'Um CUSTOMER não pertence a estabelecimento: omita outlet_ids.',
  ],
  ['Some of the outlets do not exist.', 'Sebagian outlet tidak ada.', 'Alguns dos estabelecimentos não existem.'],
  [
    'A PIN switches staff on a till; a CUSTOMER has none.',
    'PIN untuk pergantian karyawan di kasir; CUSTOMER tidak punya.',
    'O PIN troca de funcionário no caixa; um CUSTOMER não tem.',
  ],
  [
    'Send your current password as current_password to choose a new one.',
    'Kirim kata sandi sekarang sebagai current_password untuk memilih yang baru.',
    'Envie sua senha atual em current_password para escolher uma nova.',
  ],
  [
    'At most {0} addresses are kept. Delete one first.',
    'Maksimal {0} alamat disimpan. Hapus satu dulu.',
    'No máximo {0} endereços são guardados. Exclua um primeiro.',
  ],
  [
    'A SUPERVISOR has to approve this: send who approves, with their PIN or password.',
    'SUPERVISOR harus menyetujui ini: kirim siapa yang menyetujui, dengan PIN atau kata sandinya.',
    'Um SUPERVISOR precisa aprovar: envie quem aprova, com o PIN ou a senha.',
  ],
  [
    'The approval is not good: the PIN or password is wrong, or they may not approve here.',
    'Persetujuan tidak sah: PIN atau kata sandi salah, atau ia tidak boleh menyetujui di sini.',
    'A aprovação não vale: o PIN ou a senha está errado, ou a pessoa não pode aprovar aqui.',
  ],
  [
    "Staff accounts are made by an ADMIN: send an ADMIN's token, or leave out role.",
    'Akun karyawan dibuat oleh ADMIN: kirim token ADMIN, atau jangan kirim role.',
    'Contas de funcionários são criadas por um ADMIN: envie o token de um ADMIN, ou omita role.',
  ],
  [
    'A customer is known by a name, an e-mail address or a telephone number: send one.',
    'Pelanggan dikenal dari nama, surel atau nomor telepon: kirim salah satu.',
    'Um cliente é conhecido por nome, e-mail ou telefone: envie um deles.',
  ],
  [
    'This customer has an account of their own, and changes their data themselves.',
    'Pelanggan ini punya akun sendiri, dan mengubah datanya sendiri.',
    'Este cliente tem conta própria e altera os próprios dados.',
  ],
  [
    'Erasure is for an ADMIN, or for the customer themselves.',
    'Penghapusan hanya oleh ADMIN, atau oleh pelanggan itu sendiri.',
    'A exclusão cabe a um ADMIN ou ao próprio cliente.',
  ],
  [
    'This CPF does not exist: its check digits are wrong.',
    'CPF ini tidak ada: angka pemeriksanya salah.',
    'Este CPF não existe: os dígitos verificadores estão errados.',
  ],
  [
    'The current password is wrong or missing. Send it as current_password.',
    'Kata sandi sekarang salah atau tidak ada. Kirim sebagai current_password.',
    'A senha atual está errada ou falta. Envie-a em current_password.',
  ],
  [
    'This password is easy to guess. Choose one that nobody else would think of.',
    'Kata sandi ini mudah ditebak. Pilih yang tidak terpikir oleh orang lain.',
    'Esta senha é fácil de adivinhar. Escolha uma que ninguém mais pensaria.',
  ],
  [
    'Send your current password as current_password, or log in with it again and repeat this within five minutes.',
    'Kirim kata sandi sekarang sebagai current_password, atau masuk lagi dengannya dan ulangi ini dalam lima menit.',
    'Envie sua senha atual em current_password, ou entre de novo com ela e repita isto em até cinco minutos.',
  ],
  [
    'Too many wrong tries. Try again in {0} s.',
    'Terlalu banyak percobaan yang salah. Coba lagi dalam {0} detik.',
    'Tentativas erradas demais. Tente de novo em {0} s.',
  ],
  [
    'This CNPJ does not exist: its check digits are wrong.',
    'CNPJ ini tidak ada: angka pemeriksanya salah.',
    'Este CNPJ não existe: os dígitos verificadores estão errados.',
  ],
];
