import { z } from 'zod'
import { FirstRunForm } from '../access/first-run.ts'
import { DemoForm, DemoRemovalForm, DemoState, LoadedDemo, RemovedDemo } from '../contract/demo.ts'
import { SingleSignOnForm } from '../access/provider.ts'
import { NAMED, NAME_TAKEN } from './idempotency.ts'
import { FreshPasswordForm, PasswordForm, TokenForm } from './account.ts'
import { AskPasskeyForm, NewPasskeyForm, PasskeySignInForm } from './passkey.ts'
import { DeactivateForm, InviteForm, RolesForm } from './people.ts'
import { CodeForm, InvitationForm, SignInForm } from './sign-in.ts'
import { JoinForm, SignOnForm } from './single-sign-on.ts'

type Schema = Readonly<Record<string, unknown>>

const ANYBODY = { security: [] }
const SIGNED = { security: [{ session: [], page: [] }] }
const EITHER = { security: [{ token: [] }, { session: [], page: [] }] }

const problem = (description: string): Schema => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})
const done = (description: string): Schema => ({ description, content: { 'application/json': { schema: { type: 'object' } } } })
const told = (description: string, schema: z.ZodType): Schema => ({
  description,
  content: {
    'application/json': { schema: { ...z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', target: 'draft-2020-12' }), $schema: undefined } },
  },
})
const body = (form: z.ZodType): Schema => ({
  requestBody: {
    required: true,
    content: {
      'application/json': { schema: { ...z.toJSONSchema(form, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' }), $schema: undefined } },
    },
  },
})
const NOTHING = { description: 'Done' }
/** For a browser that arrives: why it goes no further, as a page. */
const PAGE = { description: 'A page that says why not', content: { 'text/html': { schema: { type: 'string' } } } }
const FAILED = {
  '400': problem('The form cannot be read, or the password or code will not do'),
  '401': problem('Not right; it is not told what'),
  '403': problem('Not from a page of this system, or not for this person'),
  '429': problem('Too many attempts; Retry-After says how long to wait'),
}
const NO_PASSKEYS = problem('Browsers have no passkeys at this address, or this one is registered already')
const NO_PROVIDER = problem('The party has no single sign-on')
const UNREACHABLE = problem('The identity provider gave no answer that can be used')
const path = (name: string): Schema => ({ parameters: [{ name, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }] })
const operation = (operationId: string, summary: string, more: Schema, answers: Schema): Schema => ({
  operationId,
  summary,
  ...more,
  responses: { ...FAILED, ...answers },
})
/** Something that is done by whoever is known: the request may name itself. */
const act = (operationId: string, summary: string, more: Schema, answers: Schema): Schema =>
  operation(operationId, summary, { ...more, parameters: [NAMED] }, { '409': problem(`Not as things stand, or ${NAME_TAKEN}`), ...answers })

/** How a browser shows who asks: the cookie by itself, and with every change the page's token. */
export const accessSchemes: Schema = {
  session: { type: 'apiKey', in: 'cookie', name: 'dutybook-session', description: '`__Host-dutybook` where the public address is https' },
  page: { type: 'apiKey', in: 'header', name: 'X-Dutybook-Page', description: '`pageToken` of signing in or of /api/session' },
}

/** Signing in, one’s own account, and the people of a party. */
export const accessPaths: Schema = {
  '/api/first-run': {
    post: operation(
      'firstRun',
      '首次使用 / register the first party and its administrator',
      { ...ANYBODY, ...body(FirstRunForm) },
      { '201': done('Registered') },
    ),
  },
  '/api/sign-in': {
    get: operation(
      'signInState',
      '登录前 / whether this is the first run, the party, and the ways to sign in',
      {
        ...ANYBODY,
        parameters: [{ name: 'party', in: 'query', required: false, description: 'Its id or its name, where there are several', schema: { type: 'string' } }],
      },
      {
        '200': done('What anybody is told'),
      },
    ),
    post: operation(
      'signIn',
      '登录 / sign in',
      { ...ANYBODY, ...body(SignInForm) },
      { '200': done('Signed in, or the second step is awaited; sets the cookie') },
    ),
  },
  '/api/sign-in/code': {
    post: operation('signInByCode', '动态口令 / second step by a code', { ...ANYBODY, ...body(CodeForm) }, { '200': done('Signed in; sets another cookie') }),
  },
  '/api/sign-in/recovery-code': {
    post: operation('signInByRecoveryCode', '恢复码 / second step by a recovery code', { ...ANYBODY, ...body(CodeForm) }, { '200': done('Signed in') }),
  },
  '/api/sign-in/passkey/options': {
    post: operation(
      'askPasskey',
      '通行密钥登录 / what an authenticator has to sign: PublicKeyCredentialRequestOptionsJSON',
      { ...ANYBODY, ...body(AskPasskeyForm) },
      { '200': done('The options'), '409': NO_PASSKEYS },
    ),
  },
  '/api/sign-in/passkey': {
    post: operation(
      'signInByPasskey',
      '通行密钥登录 / sign in with a passkey, which is both factors',
      { ...ANYBODY, ...body(PasskeySignInForm) },
      { '200': done('Signed in; sets the cookie'), '409': NO_PASSKEYS },
    ),
  },
  '/api/sign-in/single-sign-on': {
    post: operation(
      'signOn',
      '单点登录 / begin single sign-on: where the browser goes now',
      { ...ANYBODY, ...body(SignOnForm) },
      { '200': done('The address; sets the cookie of the way'), '404': NO_PROVIDER, '422': UNREACHABLE },
    ),
  },
  '/api/sign-in/single-sign-on/callback': {
    get: operation(
      'arriveBySignOn',
      '单点登录返回 / back from the identity provider, with its code and state',
      {
        ...ANYBODY,
        parameters: ['code', 'state', 'iss', 'error'].map((name) => ({ name, in: 'query', required: false, schema: { type: 'string' } })),
      },
      {
        '303': { description: 'Signed in, linked, or the second step is awaited; sets the cookie' },
        '401': PAGE,
        '403': PAGE,
        '404': PAGE,
        '409': PAGE,
        '422': PAGE,
      },
    ),
  },
  '/api/invitation/single-sign-on': {
    post: operation(
      'joinBySignOn',
      '以单点登录接受邀请 / use an invitation with single sign-on, without a password',
      { ...ANYBODY, ...body(JoinForm) },
      { '200': done('The address; sets the cookie of the way'), '404': problem('The invitation is over, or there is no provider'), '422': UNREACHABLE },
    ),
  },
  '/api/account/single-sign-on': {
    get: operation('signOnLink', '单点登录关联 / one’s own account at the identity provider', SIGNED, { '200': done('The link, if there is one') }),
    post: act(
      'linkSignOn',
      '关联单点登录 / begin to link one’s own account',
      { ...SIGNED, ...body(PasswordForm) },
      { '200': done('The address; sets the cookie of the way'), '404': NO_PROVIDER, '422': UNREACHABLE },
    ),
    delete: operation('unlinkSignOn', '解除关联 / unlink it', SIGNED, { '204': NOTHING, '404': problem('Nothing is linked') }),
  },
  '/api/single-sign-on': {
    get: operation('singleSignOn', '单点登录设置 / the identity provider of the party, and the address to register there', EITHER, {
      '200': done('Settings without the secret'),
    }),
    put: operation(
      'setSingleSignOn',
      '设置单点登录 / set the identity provider, once it has answered',
      { ...EITHER, ...body(SingleSignOnForm) },
      { '204': NOTHING, '422': UNREACHABLE },
    ),
    delete: operation('removeSingleSignOn', '取消单点登录 / remove it', EITHER, { '204': NOTHING, '404': NO_PROVIDER }),
  },
  '/api/sign-out': { post: act('signOut', '退出 / sign out', SIGNED, { '204': NOTHING }) },
  '/api/session': { get: operation('session', '本次登录 / this session, with the token for its pages', SIGNED, { '200': done('The session') }) },
  '/api/sessions': { get: operation('sessions', '登录设备 / one’s own sessions', SIGNED, { '200': done('Sessions') }) },
  '/api/sessions/{session}': { ...path('session'), delete: operation('endSession', '结束登录 / end a session at once', SIGNED, { '204': NOTHING }) },
  '/api/account': {
    get: operation('ownAccount', '我的账号 / how one signs in, and what there is at this address', SIGNED, {
      '200': done('Account, whether it has a password, codes and recovery codes left, whether browsers know passkeys here'),
      '404': problem('This person has no account'),
    }),
  },
  '/api/account/password': {
    post: act('changePassword', '修改口令 / change the password', { ...SIGNED, ...body(FreshPasswordForm) }, { '200': done('Changed; sets another cookie') }),
  },
  '/api/account/codes': {
    post: act('enrolCodes', '启用动态口令 / begin to set up codes', { ...SIGNED, ...body(PasswordForm) }, { '201': done('The key, to be shown once') }),
  },
  '/api/account/codes/confirm': {
    post: act('confirmCodes', '确认动态口令 / confirm by a first code', { ...SIGNED, ...body(CodeForm) }, { '200': done('Recovery codes, to be shown once') }),
  },
  '/api/account/codes/end': { post: act('endCodes', '停用动态口令 / switch codes off', { ...SIGNED, ...body(PasswordForm) }, { '204': NOTHING }) },
  '/api/account/passkeys': {
    get: operation('passkeys', '通行密钥 / one’s own passkeys', SIGNED, { '200': done('Passkeys') }),
    post: act(
      'addPasskey',
      '登记通行密钥 / register the passkey that the browser has made',
      { ...SIGNED, ...body(NewPasskeyForm) },
      { '201': done('Registered'), '409': NO_PASSKEYS },
    ),
  },
  '/api/account/passkeys/options': {
    post: act(
      'beginPasskey',
      '登记通行密钥 / begin to register one: PublicKeyCredentialCreationOptionsJSON',
      { ...SIGNED, ...body(PasswordForm) },
      { '200': done('The options'), '409': NO_PASSKEYS },
    ),
  },
  '/api/account/passkeys/{passkey}': {
    ...path('passkey'),
    delete: operation('removePasskey', '移除通行密钥 / remove a passkey', SIGNED, { '204': NOTHING }),
  },
  '/api/tokens': {
    get: operation('tokens', '接口令牌 / one’s own tokens', SIGNED, { '200': done('Tokens, without their secrets') }),
    post: act('createToken', '签发令牌 / issue a token', { ...SIGNED, ...body(TokenForm) }, { '201': done('The token, shown once') }),
  },
  '/api/tokens/{token}': { ...path('token'), delete: operation('endToken', '终止令牌 / end a token at once', SIGNED, { '204': NOTHING }) },
  '/api/invitation': {
    post: operation(
      'useInvitation',
      '接受邀请 / choose a password by an invitation',
      { ...ANYBODY, ...body(InvitationForm) },
      { '201': done('The account is there'), '404': problem('The invitation is over'), '409': problem('The account is somebody’s already') },
    ),
  },
  '/api/demo': {
    get: operation('demoState', '演示的状态 / whether the demo is there, and how far it is loaded', ANYBODY, { '200': told('The state', DemoState) }),
    post: act(
      'loadDemo',
      '载入演示 / load the demo: with the first run’s token, or as system administrator',
      { security: [{}, ...EITHER.security], ...body(DemoForm) },
      { '201': told('Loaded; the password of its people is told once', LoadedDemo), '409': problem('It is there, or was cut off') },
    ),
    delete: operation(
      'removeDemo',
      '移除演示 / remove every row and file of the demo',
      { security: [{}, ...EITHER.security], ...body(DemoRemovalForm) },
      { '200': told('Removed', RemovedDemo), '409': problem('It is being loaded') },
    ),
  },
  '/api/people': {
    get: operation('people', '人员 / the people of the party', EITHER, { '200': done('People') }),
    post: act('invite', '邀请 / take somebody in, with a link', { ...EITHER, ...body(InviteForm) }, { '201': done('The link, shown once') }),
  },
  ...Object.fromEntries(
    (
      [
        ['invitation', 'inviteAgain', '重发邀请 / another link', {}, { '201': done('The link, shown once') }],
        ['roles', 'changeRoles', '变更岗位 / change roles', body(RolesForm), { '204': NOTHING }],
        ['reactivate', 'reactivate', '恢复 / somebody comes back, with a link', {}, { '201': done('The link, shown once') }],
        ['deactivate', 'deactivate', '停用 / somebody leaves, and who takes on what they own', body(DeactivateForm), { '204': NOTHING }],
        ['unlock', 'unlock', '解锁 / unlock the account', {}, { '204': NOTHING }],
        ['end-sessions', 'endSessions', '结束其登录 / end every session', {}, { '204': NOTHING }],
      ] as const
    ).map(([verb, id, summary, more, answers]) => [
      `/api/people/{person}/${verb}`,
      { ...path('person'), post: act(id, summary, { ...EITHER, ...more }, answers) },
    ]),
  ),
  '/api/access-record': {
    get: operation(
      'accessRecord',
      '访问记录 / who signed in and who was refused what, for the audit administrator',
      { ...EITHER, parameters: [{ name: 'from', in: 'query', required: false, schema: { type: 'integer', minimum: 0 } }] },
      { '200': done('Entries, and where the next ones begin') },
    ),
  },
}
