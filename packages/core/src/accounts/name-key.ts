import { LOOKS_LIKE } from '../look-alikes.ts'

/** The name as eyes compare it: two names with the same key are one. Empty when nothing of it can be seen. */
export function nameKey(name: string): string {
  const bare = bareOf(name).replaceAll(/[^\p{L}\p{N}]|\u0640/gu, '')
  return Array.from(bare, (char) => LOOKS_LIKE.get(char) ?? char)
    .join('')
    .replaceAll('i', 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}

/** Letters of Latin alphabets that do not decompose into one of a to z; no phonetic signs, no small capitals. */
const LATIN = 'a-zßæœøłđħþðıŋəɛɔɓɗɖɣŧ'

/** Hangul decomposed, without its fillers, which nobody sees. */
const HANGUL = String.raw`\u1100-\u115e\u1161-\u11ff`
const CHINESE_JAPANESE = ['Han', 'Hiragana', 'Katakana', 'Bopomofo']
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('')

/** Those of UAX #31, table 5, besides: scripts that people use every day. Rarer ones hold whole Latin look-alike alphabets. */
const OTHERS = [
  ...['Arabic', 'Armenian', 'Bengali', 'Cyrillic', 'Devanagari', 'Ethiopic', 'Georgian', 'Greek'],
  ...['Gujarati', 'Gurmukhi', 'Hebrew', 'Kannada', 'Khmer', 'Lao', 'Malayalam', 'Myanmar', 'Oriya'],
  ...['Sinhala', 'Tamil', 'Telugu', 'Thaana', 'Thai', 'Tibetan'],
]

/** What a name may be of, as a whole: one script with 0 to 9; Latin also next to Chinese, Japanese and Korean. */
const ONE_SCRIPT: readonly RegExp[] = [
  new RegExp(`^[${LATIN}${CHINESE_JAPANESE}${HANGUL}ー0-9 ._-]+$`, 'u'),
  // Digits of their own only next to letters: a row of zeros looks like a word.
  ...OTHERS.map(
    (script) => new RegExp(String.raw`^(?=.*\p{L})[\p{Script_Extensions=${script}}0-9 ._-]+$`, 'u'),
  ),
]

/** Whether all letters are of one script, as UTS #39 has it for names that are not to be taken for others. */
export function isOfOneScript(name: string): boolean {
  const bare = bareOf(name)
  return ONE_SCRIPT.some((script) => script.test(bare))
}

function bareOf(name: string): string {
  return name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** Names that read as if the site itself spoke, with whatever stands between their letters. */
const OFFICIAL = new Set(
  [
    ...['admin', 'administrator', 'admins', 'moderator', 'moderators', 'mod', 'mods', 'operator'],
    ...['system', 'staff', 'support', 'team', 'official', 'loadout', 'root', 'owner'],
    ...['loadout team', 'loadout support', 'moderator team', 'admin team', 'support team'],
    ...['administrador', 'administradora', 'administrateur', 'amministratore', 'administratorin'],
    ...[
      'moderador',
      'moderadora',
      'modérateur',
      'moderatore',
      'moderatorin',
      'yönetici',
      'moderatör',
    ],
    ...['админ', 'администратор', 'администрация', 'модератор', 'поддержка', 'адміністратор'],
    ...[
      '管理者',
      '管理人',
      '運営',
      '運営者',
      'モデレーター',
      'スタッフ',
      '管理员',
      '管理員',
      '版主',
      '客服',
    ],
    ...['관리자', '운영자', '운영진', 'مشرف', 'المشرف', 'مدير', 'المدير', 'מנהל'],
  ].map(nameKey),
)

/** Whether nobody may call themselves that. */
export function isOfficialName(name: string): boolean {
  return OFFICIAL.has(nameKey(name))
}
