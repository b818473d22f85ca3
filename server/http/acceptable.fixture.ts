import { z } from 'zod'
import { lawText, utf8 } from '#law/import/synthetic.fixture.ts'
import type { Authenticator } from '../access/authenticator.fixture.ts'
import { BETTER, CARD, codeOf, GOOD } from '../access/browser.fixture.ts'
import type { TestProvider } from '../access/provider.fixture.ts'
import type { Account } from '../demo/cast.ts'

/** Who asks: somebody of the demo with a token, a browser by a name of its own, or nobody. */
type Who = Account | `browser ${string}` | null

/** What has been answered so far, and what stands outside: what an input is made of that nobody knows beforehand. */
export interface Known {
  /** What the newest answer of an operation says at a path. */
  readonly told: (operation: string, ...path: readonly (string | number)[]) => unknown
  readonly text: (operation: string, ...path: readonly (string | number)[]) => string
  readonly now: () => number
  readonly firstRunToken: string
  readonly parties: Readonly<Record<'operator' | 'cyberspace' | 'police' | 'station', string>>
  readonly subjects: readonly string[]
  readonly codes: readonly string[]
  readonly authenticator: Authenticator
  readonly provider: TestProvider
  /** The code of the newest mail. */
  readonly mailed: () => string
  /** A letter that was sent to another installation, as it came there. */
  readonly letter: () => string
  /** Does what only time or another installation brings about. */
  readonly come: (what: 'half a minute' | 'a dead delivery' | 'a letter elsewhere' | 'a message' | 'a checkpoint') => Promise<void>
}

export interface Call {
  readonly operation: string
  readonly by: Who
  readonly params?: (known: Known) => Readonly<Record<string, string | number>>
  readonly body?: (known: Known) => unknown
  readonly headers?: Readonly<Record<string, string>>
  /** What has to come about first. */
  readonly after?: Parameters<Known['come']>[0]
}

const call = (by: Who, operation: string, more: Omit<Call, 'by' | 'operation'> = {}): Call => ({ by, operation, ...more })
const says = (body: unknown) => ({ body: () => body })
const at = (params: Readonly<Record<string, string | number>>) => ({ params: () => params })

const FOUNDER = 'browser of the founder'
const password = GOOD
const proof = says({ password })

/** An installation from its first run: how people come in, what they do with their own account, and with each other’s. */
export const ACCESS: readonly Call[] = [
  call(null, 'signInState'),
  call(null, 'firstRun', { body: ({ firstRunToken }) => ({ token: firstRunToken, party: CARD, name: '林薇', account: 'LinWei', password }) }),
  call(FOUNDER, 'signIn', says({ account: 'linwei', password })),
  call('browser elsewhere', 'signIn', says({ account: 'linwei', password })),
  call(FOUNDER, 'session'),
  call(FOUNDER, 'ownAccount'),
  call(FOUNDER, 'sessions'),
  call(FOUNDER, 'endSession', {
    params: ({ told }) => ({
      session: z
        .array(z.object({ session: z.string(), current: z.boolean() }))
        .parse(told('sessions', 'sessions'))
        .filter(({ current }) => !current)
        .map(({ session }) => session)
        .join(),
    }),
  }),
  call(FOUNDER, 'createToken', says({ name: '导出', days: 30, scope: 'read' })),
  call(FOUNDER, 'tokens'),
  call(FOUNDER, 'endToken', { params: ({ text }) => ({ token: text('tokens', 'tokens', 0, 'token') }) }),

  call(FOUNDER, 'invite', says({ name: '陈晨', account: 'chen', roles: ['engineer'] })),
  call(FOUNDER, 'inviteAgain', { params: ({ text }) => ({ person: text('invite', 'person') }) }),
  call(null, 'useInvitation', { body: ({ text }) => ({ invitation: text('inviteAgain', 'text'), password: BETTER }) }),
  call(FOUNDER, 'people'),
  call(FOUNDER, 'unlock', { params: ({ text }) => ({ person: text('invite', 'person') }) }),
  call(FOUNDER, 'endSessions', { params: ({ text }) => ({ person: text('invite', 'person') }) }),
  call(FOUNDER, 'invite', says({ name: '程然', account: 'cheng', roles: ['security-administrator'] })),
  call(null, 'useInvitation', { body: ({ text }) => ({ invitation: text('invite', 'text'), password: BETTER }) }),
  call('browser of security', 'signIn', says({ account: 'cheng', password: BETTER })),
  call(FOUNDER, 'invite', says({ name: '何川', account: 'he', roles: ['engineer'] })),
  call('browser of security', 'changeRoles', {
    params: ({ text }) => ({ person: text('invite', 'person') }),
    body: () => ({ roles: ['engineer', 'auditor'] }),
  }),
  call(FOUNDER, 'deactivate', { params: ({ text }) => ({ person: text('invite', 'person') }), body: () => ({}) }),
  call(FOUNDER, 'reactivate', { params: ({ text }) => ({ person: text('invite', 'person') }) }),
  call(FOUNDER, 'parties'),
  call(FOUNDER, 'registerParty', says({ party: { ...CARD, zh: '分公司', en: 'Branch' }, name: '王五', account: 'wangwu' })),

  call(FOUNDER, 'enrolCodes', proof),
  call(FOUNDER, 'confirmCodes', { body: ({ text, now }) => ({ code: codeOf(text('enrolCodes', 'secret'), now()) }) }),
  call(FOUNDER, 'signOut'),
  call(FOUNDER, 'signIn', { ...says({ party: 'Riverside Water', account: 'linwei', password }), after: 'half a minute' }),
  call(FOUNDER, 'signInByCode', { body: ({ text, now }) => ({ code: codeOf(text('enrolCodes', 'secret'), now()) }) }),
  call('browser of another day', 'signIn', { ...says({ party: 'Riverside Water', account: 'linwei', password }), after: 'half a minute' }),
  call('browser of another day', 'signInByRecoveryCode', { body: ({ text }) => ({ code: text('confirmCodes', 'recoveryCodes', 0) }) }),
  call(FOUNDER, 'endCodes', proof),

  call(FOUNDER, 'beginPasskey', proof),
  call(FOUNDER, 'addPasskey', { body: ({ authenticator, told }) => ({ name: 'phone', credential: authenticator.create(told('beginPasskey')) }) }),
  call(FOUNDER, 'passkeys'),
  call('browser with a passkey', 'askPasskey', says({})),
  call('browser with a passkey', 'signInByPasskey', { body: ({ authenticator, told }) => ({ credential: authenticator.get(told('askPasskey')) }) }),
  call(FOUNDER, 'removePasskey', { params: ({ text }) => ({ passkey: text('passkeys', 'passkeys', 0, 'passkey') }) }),

  call(FOUNDER, 'setSingleSignOn', {
    body: ({ provider }) => ({ name: '统一认证', issuer: provider.issuer, client: provider.client, secret: provider.secret }),
  }),
  call(FOUNDER, 'singleSignOn'),
  call(FOUNDER, 'linkSignOn', proof),
  call(FOUNDER, 'arriveBySignOn'),
  call(FOUNDER, 'signOnLink'),
  call('browser at the provider', 'signOn', says({ party: 'Riverside Water' })),
  call('browser at the provider', 'arriveBySignOn'),
  call(FOUNDER, 'unlinkSignOn'),
  call(FOUNDER, 'invite', says({ name: '赵六', account: 'zhao', roles: ['engineer'] })),
  call('browser of who joins', 'joinBySignOn', { body: ({ text }) => ({ invitation: text('invite', 'text') }) }),
  call(FOUNDER, 'removeSingleSignOn'),
  call(FOUNDER, 'changePassword', says({ password, fresh: BETTER })),

  call(FOUNDER, 'loadDemo', says({})),
  call(null, 'demoState'),
  call(FOUNDER, 'removeDemo', says({ remove: 'demo' })),
]

const OFFICER = 'shen.zhiyuan'
const DUTY = { norm: 'vulnerability.remedy', subject: 'pay' }

/** What is read and done beside commands, once the year has been played. */
export const BESIDES: readonly Call[] = [
  call(OFFICER, 'me'),
  call(OFFICER, 'procedures'),
  call(OFFICER, 'board', at({ owner: 'all' })),
  ...(['xlsx', 'csv', 'docx', 'pdf'] as const).flatMap((format) => [
    call(OFFICER, 'boardFile', at({ format, lang: 'zh' })),
    call(OFFICER, 'exposureFile', at({ format, lang: 'en' })),
    call(OFFICER, 'planFile', at({ format, from: '2026-01', to: '2026-12' })),
  ]),
  call(OFFICER, 'plan', at({ from: '2026-01', to: '2026-12' })),
  call(OFFICER, 'questions'),
  call(OFFICER, 'search', at({ q: '日志' })),
  call('shao.ning', 'settings'),
  call(OFFICER, 'exposure'),
  call(OFFICER, 'askLiability', says({ conductDate: '2026-03-02', roles: ['network-operator'], unit: true, violated: '23.1.3' })),
  call(OFFICER, 'whatIf', {
    body: ({ text }) => ({
      norm: text('exposure', 'findings', 0, 'norm'),
      subject: text('exposure', 'findings', 0, 'subject'),
      switches: { consequences: 'serious' },
    }),
  }),
  call(OFFICER, 'preview', {
    params: () => ({ procedure: 'incident', subject: 'inc-04-live' }),
    body: () => ({ type: 'record-lesson', on: '2026-11-20T10:00:00+08:00', lesson: '直播接口逐个登记。' }),
  }),

  call(null, 'lawIndex'),
  call(null, 'lawTimeline'),
  call(null, 'lawRedline', at({ from: 'csl-2017', to: 'csl-2026' })),
  call(null, 'lawEdition', at({ edition: 'csl-2026' })),
  call(OFFICER, 'lawDuties', at({ edition: 'csl-2026' })),
  call(OFFICER, 'lawProvision', at({ edition: 'csl-2026', provision: '23.1.3' })),
  call(OFFICER, 'norm', at({ norm: 'logs.keep-six-months' })),
  call(OFFICER, 'importLaw', {
    ...at({ edition: 'csl-2017' }),
    body: () => Buffer.from(utf8(lawText('zh'))),
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent('网络安全法.txt') },
  }),

  call('lu.ming', 'storeFile', {
    ...at({ procedure: 'system', subject: 'pay' }),
    body: () => Buffer.from('巡检记录'),
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent('巡检.txt') },
  }),
  call('lu.ming', 'files', at({ procedure: 'system', subject: 'pay' })),
  call('lu.ming', 'file', { params: ({ text }) => ({ file: text('storeFile', 'file'), view: 'true' }) }),

  call('bai.lu', 'journal', at({ limit: 20 })),
  call(OFFICER, 'journalEntry', at({ index: 3, content: 'true' })),
  call('bai.lu', 'journalBundle', says({ withhold: true })),
  call('bai.lu', 'journalCheckpoint'),
  call('yuan.yin', 'accessRecord'),

  call(OFFICER, 'letters', at({ box: 'out' })),
  call(OFFICER, 'letterContent', { params: ({ text }) => ({ id: text('letters', 'letters', 0, 'id') }) }),
  call('tang.wen', 'keepCorrespondents', {
    body: ({ parties, text }) => ({
      correspondents: [
        // The police are known here at another installation as well: what is sent there waits to be handed in.
        {
          party: parties.police,
          kind: 'department',
          zh: '市公安局',
          en: 'City police',
          region: '990100',
          remit: 'police',
          level: 'city',
          base: text('elsewhere'),
          key: text('key'),
        },
      ],
    }),
  }),
  call('tang.wen', 'correspondents'),
  call('meng.tao', 'giveComplaint', {
    params: ({ subjects }) => ({ subject: subjects[0] ?? '' }),
    body: () => ({ type: 'transfer', on: '2026-11-20T10:05:00+08:00', to: 'police', level: 'city', region: '990100', because: '属公安机关职责。' }),
  }),
  call(null, 'receiveLetter', { body: ({ letter }) => letter(), headers: { 'content-type': 'text/plain' }, after: 'a letter elsewhere' }),
  call('tang.wen', 'letters', at({ box: 'dead' })),
  call('tang.wen', 'sendLetterAgain', { params: ({ text }) => ({ id: text('letters', 'letters', 0, 'id') }) }),

  call(OFFICER, 'inbox', { after: 'a message' }),
  call(OFFICER, 'markRead', { body: ({ text }) => ({ messages: [text('inbox', 'messages', 0, 'message')] }) }),
  call(OFFICER, 'noticeWishes'),
  call(OFFICER, 'keepNoticeWishes', says({ language: 'en', mail: true })),
  call(OFFICER, 'claimAddress', says({ address: 'shen@chenghu.example' })),
  call(OFFICER, 'confirmAddress', { body: ({ mailed }) => ({ code: mailed() }) }),
  call(OFFICER, 'dropAddress'),

  call(OFFICER, 'colleagues'),
  call(OFFICER, 'nameOwner', { body: ({ text }) => ({ subject: DUTY.subject, person: text('colleagues', 'people', 0, 'person'), why: '系统由他维护' }) }),
  call(OFFICER, 'owners'),
  call(OFFICER, 'delegate', {
    body: ({ text }) => ({ subject: DUTY.subject, person: text('colleagues', 'people', 1, 'person'), until: '2026-11-27T18:00:00+08:00', why: '休假' }),
  }),
  call(OFFICER, 'takeBack', says({ subject: DUTY.subject, why: '提前回来' })),
  call(OFFICER, 'releaseOwner', says({ subject: DUTY.subject, why: '交回岗位' })),

  call('shao.ning', 'createWebhook', says({ url: 'https://hooks.chenghu.example/duties' })),
  call('shao.ning', 'webhooks'),
  call('shao.ning', 'testWebhook', { params: ({ text }) => ({ webhook: text('createWebhook', 'webhook') }) }),
  call('shao.ning', 'deliveries', { params: ({ text }) => ({ webhook: text('createWebhook', 'webhook') }), after: 'a dead delivery' }),
  call('shao.ning', 'deliverAgain', {
    params: ({ text }) => ({ webhook: text('createWebhook', 'webhook'), delivery: text('testWebhook', 'delivery') }),
  }),
  call('shao.ning', 'endWebhook', { params: ({ text }) => ({ webhook: text('createWebhook', 'webhook') }) }),

  call(null, 'portal', { params: ({ parties }) => ({ party: parties.operator }) }),
  call(null, 'publications', { params: ({ parties }) => ({ party: parties.cyberspace }) }),
  call(null, 'publication', {
    params: ({ parties, text }) => ({
      party: parties.cyberspace,
      kind: text('publications', 'publications', 0, 'kind'),
      id: text('publications', 'publications', 0, 'id'),
    }),
  }),
  call(null, 'follow', { params: ({ parties }) => ({ party: parties.operator }), body: ({ codes }) => ({ code: codes[0] }) }),
]
