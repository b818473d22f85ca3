/** RFC 6266: the name in UTF-8 (RFC 5987), and one in ASCII for those who do not read it. */
export function dispositionOf(name: string, ascii: string): string {
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
