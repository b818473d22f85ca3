import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'
import { z } from 'zod'

/** Somebody at the provider, and how the provider says that they showed who they are. */
export interface Subject {
  readonly sub: string
  readonly email: string
  readonly verified?: boolean
  readonly acr?: string
  readonly amr?: readonly string[]
}

/** What a provider that is not what it seems would do with the token: say something else in it, or sign it with a key of its own. */
export interface Twist {
  readonly claims?: Readonly<Record<string, string | number>>
  readonly forged?: boolean
}

export interface TestProvider extends AsyncDisposable {
  readonly issuer: string
  readonly client: string
  readonly secret: string
  /** Who is in front of the browser; nobody refuses. */
  is: Subject | undefined
  twist: Twist
  /** Answers nobody until it is started again, at the same address. */
  stop(): Promise<void>
  start(): Promise<void>
  /** What a browser does with an address of the provider: follows it, as whoever is there, until the provider sends it back. */
  visit(url: string): Promise<URL>
}

interface Login {
  readonly ctx: { readonly oidc: { readonly session: { readonly accountId: string }; readonly client: { readonly clientId: string } } }
}

const KEY = 'key-1'
const rsa = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const [OWN, STRANGE] = [rsa(), rsa()]

const Granted = z.looseObject({ id_token: z.string() })

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function twisted(token: string, { claims = {}, forged = false }: Twist): string {
  const [, payload = ''] = token.split('.')
  const said: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const text = `${part({ alg: 'RS256', kid: KEY })}.${part({ ...z.looseObject({}).parse(said), ...claims })}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), forged ? STRANGE : OWN).toString('base64url')}`
}

/** A real identity provider on this machine, over plain HTTP. */
export async function testProvider(back: string, methods: 'client_secret_basic' | 'client_secret_post' = 'client_secret_basic'): Promise<TestProvider> {
  const server = createServer()
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const bound = server.address()
  const port = typeof bound === 'object' ? (bound?.port ?? 0) : 0
  const issuer = `http://127.0.0.1:${port}`
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
    jwks: { keys: [{ ...OWN.export({ format: 'jwk' }), kid: KEY, use: 'sig', alg: 'RS256' }] },
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
  provider.use(async (context, next) => {
    await next()
    const answer = Granted.safeParse(context.body).data
    if (context.path === '/token' && answer !== undefined) context.body = { ...answer, id_token: twisted(answer.id_token, made.twist) }
  })
  const callback = provider.callback()
  const stop = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  const made: TestProvider = {
    issuer,
    client,
    secret,
    is: undefined,
    twist: {},
    stop,
    start: () => listen(port),
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
    [Symbol.asyncDispose]: stop,
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
