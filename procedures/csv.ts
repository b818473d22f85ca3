/** What begins a formula in some spreadsheet, also as East Asian keyboards write it and behind blanks. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/u

/** RFC 4180. What a spreadsheet would take for a formula is text, whatever somebody wrote. */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Lines of fields as a file. The mark at its head tells spreadsheets that it is UTF-8. */
export function csvOf(lines: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${lines.map((line) => `${line.map(field).join(',')}\r\n`).join('')}`
}
