import { ask } from '../api/client.ts'

/** Whether this browser, at this address, knows passkeys as JSON. Plain http on an address that is not this machine's has none. */
export const knowsPasskeys = (): boolean =>
  isSecureContext &&
  typeof PublicKeyCredential === 'function' &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential

function written(credential: Credential | null): unknown {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('no credential was chosen', 'NotAllowedError')
  return credential.toJSON()
}

/** Has the authenticator make a passkey for whoever is signed in and knows the password. */
export async function registerPasskey(name: string, password: string): Promise<void> {
  const options = await ask<PublicKeyCredentialCreationOptionsJSON>('/api/account/passkeys/options', { method: 'POST', body: { password } })
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  const credential = written(await navigator.credentials.create({ publicKey }))
  await ask('/api/account/passkeys', { method: 'POST', body: { name, credential } })
}

/** Signs in with a passkey that the person chooses; both factors at once. */
export async function signInByPasskey(party: string | undefined): Promise<{ readonly kind: string }> {
  const options = await ask<PublicKeyCredentialRequestOptionsJSON>('/api/sign-in/passkey/options', {
    method: 'POST',
    body: party === undefined ? {} : { party },
  })
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const credential = written(await navigator.credentials.get({ publicKey }))
  return ask('/api/sign-in/passkey', { method: 'POST', body: { credential } })
}

/** The person closed the browser's own dialogue, or let it pass. */
export const isDeclined = (error: unknown): boolean => error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError')
