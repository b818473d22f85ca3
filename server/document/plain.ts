/** Characters that show nothing: they turn the reading direction, hide inside words, or may not stand in XML. */
const HIDDEN = /[\p{Cs}\p{Noncharacter_Code_Point}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
const CONTROLS = /(?!\n)[\p{Cc}]/gu

/** Text that shows what it says and no more. Lines stay lines; a control character is a blank, and what cannot be seen is left out. */
export function plain(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replaceAll(CONTROLS, ' ')
    .replaceAll(HIDDEN, '')
}
