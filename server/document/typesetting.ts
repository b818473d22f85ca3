import pdfmake from 'pdfmake'
import type { CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { coverageOf, covers, FACES, type Coverage } from './face.ts'
import { HAIRLINE } from './style.ts'

// The library's own policies are open: it would fetch addresses and read any file that a definition names.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path === FACES.normal || path === FACES.bold)
pdfmake.setFonts({ Noto: { ...FACES } })

export const colour = (hexadecimal: string): string => `#${hexadecimal}`

let coverage: Coverage | undefined

/**
 * Text that the face can draw. What it cannot is named by its code point, `〔U+20BB7〕`: an empty box in a name would be a name that is wrong without
 * anybody seeing it.
 */
export function drawable(text: string): string {
  coverage ??= coverageOf(FACES.normal)
  const has = coverage
  return text
    .replaceAll(/\p{Variation_Selector}/gu, '')
    .replaceAll(/[^\n]/gu, (character) =>
      covers(has, character) ? character : `〔U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}〕`,
    )
}

export const LINES: CustomTableLayout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0,
  hLineColor: () => colour(HAIRLINE),
  paddingLeft: () => 6,
  paddingRight: () => 6,
  paddingTop: () => 4,
  paddingBottom: () => 4,
}

/** The file, which carries the characters that it uses and fetches nothing. Same definition: same bytes. */
export async function pdfFile(definition: TDocumentDefinitions): Promise<Uint8Array> {
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer())
}
