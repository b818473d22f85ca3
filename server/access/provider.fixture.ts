import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

/** Somebody at the provider, and how the provider says that they showed who they are. */
export interface Subject {
  readonly sub: string
  readonly email: string
  readonly verified?: boolean
  readonly acr?: string
  readonly amr?: readonly string[]
}

export interface TestProvider extends AsyncDisposable {
  readonly issuer: string
  readonly client: string
  readonly secret: string
  /** Who is in front of the browser; nobody refuses. */
  is: Subject | undefined
  /** What a browser does with an address of the provider: follows it, as whoever is there, until the provider sends it back. */
  visit(url: string): Promise<URL>
}

interface Login {
  readonly ctx: { readonly oidc: { readonly session: { readonly accountId: string }; readonly client: { readonly clientId: string } } }
}

/** A real identity provider on this machine, over plain HTTP. */
export async function testProvider(back: string, methods: 'client_secret_basic' | 'client_secret_post' = 'client_secret_basic'): Promise<TestProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const issuer = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`
  const [client, secret] = ['dutybook', 'a-secret-of-the-client']
  const subjects = new Map<string, Subject>()
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: client,
        client_secret: secret,
        redirect_uris: [back],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: methods,
      },
    ],
    clientAuthMethods: [methods],
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], acr: null },
    acrValues: ['one', 'two'],
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ['test'] },
    jwks: undefined,
    interactions: { url: () => '/login' },
    findAccount: (_context: unknown, id: string) => {
      const { email, verified = true } = subjects.get(id) ?? { email: '' }
      return { accountId: id, claims: () => ({ sub: id, email, email_verified: verified }) }
    },
    loadExistingGrant: async ({ oidc }: Login['ctx']) => {
      const grant = new provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const callback = provider.callback()
  const made: TestProvider = {
    issuer,
    client,
    secret,
    is: undefined,
    visit: async (start) => {
      const jar = new Map<string, string>()
      let url = new URL(start)
      for (let turn = 0; turn < 10 && url.origin === issuer; turn += 1) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
        const response = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } })
        for (const set of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
          jar.set(name, value)
        }
        const location = response.headers.get('location')
        if (location === null) throw new Error(`the provider answers ${response.status} at ${url.pathname}: ${(await response.text()).slice(0, 500)}`)
        url = new URL(location, url)
      }
      return url
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  server.on('request', (request, response) => {
    if (request.url !== '/login') return callback(request, response)
    const { is } = made
    if (is !== undefined) subjects.set(is.sub, is)
    const { sub, acr, amr } = is ?? {}
    const result =
      is === undefined
        ? { error: 'access_denied' }
        : { login: { accountId: sub, ...(acr === undefined ? {} : { acr }), ...(amr === undefined ? {} : { amr }) } }
    void provider.interactionFinished(request, response, result)
  })
  return made
}
