import { createHash } from 'node:crypto'

/** The namespace for names that are URLs (RFC 9562, section 6.6). */
const URL_NAMESPACE = '6ba7b811-9dad-11d1-80b4-00c04fd430c8'

function named(namespace: string, name: string): string {
  const digest = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6) // version 5
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8) // variant of RFC 9562
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** All our names have a namespace of their own. */
const OURS = named(URL_NAMESPACE, 'urn:dutybook:law:1')

/** A version 5 UUID: the same name gives the same one, on every machine. */
export function uuidOf(name: string): string {
  return named(OURS, name)
}
