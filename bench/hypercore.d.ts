/** As much of it as the benches use; it brings no types of its own. */
declare module 'hypercore' {
  class Hypercore {
    constructor(folder: string)
    readonly length: number
    /** What is signed and by whom. */
    readonly manifest: object
    ready(): Promise<void>
    append(blocks: Uint8Array | readonly Uint8Array[]): Promise<unknown>
    proof(asked: Hypercore.Asked): Promise<object>
    verifyFullyRemote(proof: object): Promise<unknown>
    close(): Promise<void>
  }
  namespace Hypercore {
    interface Asked {
      readonly block?: { readonly index: number; readonly nodes: number }
      readonly upgrade: { readonly start: number; readonly length: number }
    }
  }
  export = Hypercore
}

declare module 'hypercore/lib/fully-remote-proof.js' {
  import type Hypercore from 'hypercore'
  /** The proof as hypercore sends it, with the block. */
  export function proof(core: Hypercore, asked: { readonly index: number; readonly block: Uint8Array }): Promise<Uint8Array>
}
