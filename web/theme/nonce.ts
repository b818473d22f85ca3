/**
 * Lets every style sheet that a library makes at run time carry the nonce of the page. The component library passes it on to all but the one with
 * which it measures scroll bars. Scripts alone can make them, and scripts come from the server only.
 */
export function carryNonce(nonce: string): void {
  const create = document.createElement.bind(document)
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }
}
