import { createHash } from 'node:crypto'

// Merkle trees from their definition (RFC 6962, section 2.1), written apart from the product so that the two can disagree.

const join = (left: Uint8Array, right: Uint8Array): Buffer => createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest()

/** A tree that grows leaf by leaf and knows its root. */
export class GrowingTree {
  /** Roots of the complete subtrees from the left, the larger first; their sizes are the binary digits of `size`. */
  readonly #peaks: Uint8Array[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  add(leafHash: string): void {
    let node: Uint8Array = Buffer.from(leafHash, 'hex')
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const left = this.#peaks.pop()
      if (left === undefined) throw new Error('a peak is missing')
      node = join(left, node)
    }
    this.#peaks.push(node)
    this.#size++
  }

  /** In hexadecimal. */
  root(): string {
    const root = this.#peaks.reduceRight<Uint8Array | undefined>((right, peak) => (right === undefined ? peak : join(peak, right)), undefined)
    return Buffer.from(root ?? createHash('sha256').digest()).toString('hex')
  }
}

/** The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2). */
export function rootFromPath(index: number, size: number, leafHash: string, path: readonly string[]): string {
  let node: Uint8Array = Buffer.from(leafHash, 'hex')
  let at = index
  let last = size - 1
  for (const step of path) {
    const sibling = Buffer.from(step, 'hex')
    if (at % 2 === 1 || at === last) {
      node = join(sibling, node)
      while (at % 2 === 0 && at !== 0) {
        at /= 2
        last = Math.floor(last / 2)
      }
    } else node = join(node, sibling)
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  if (last !== 0) throw new Error(`the proof of ${index} in ${size} is too short`)
  return Buffer.from(node).toString('hex')
}
