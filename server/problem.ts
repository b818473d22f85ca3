import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language, Text } from '#law/text.ts'
import { unreachableOf } from './database/unreachable.ts'

/** What a request may be answered with besides what it asked for: the status, and words for a person. The codes are permanent. */
const PROBLEMS = {
  'request-malformed': { status: 400, zh: '请求无法读取。请检查格式。', en: 'The request cannot be read. Check its form.' },
  'text-illegible': {
    status: 400,
    zh: '请求中有无法显示的字符（控制字符、不成对的代理项），或者嵌套过深。请改正后重发。',
    en: 'The request holds characters that cannot be read (control characters, halves of surrogate pairs), or is nested too deep. Mend it and send it again.',
  },
  'too-slow': {
    status: 408,
    zh: '请求没有在规定时间内发完，连接已关闭。请重发。',
    en: 'The request did not come in time, and the connection was closed. Send it again.',
  },
  'headers-too-large': { status: 431, zh: '请求头过大。请减少后重发。', en: 'The headers of the request are too large. Send fewer.' },
  'path-malformed': {
    status: 400,
    zh: '地址不是树片或记录的路径。应形如 tile/0/x001/234 或 tile/0/x001/234.p/7。',
    en: 'The address is no path of a tile. It looks like tile/0/x001/234 or tile/0/x001/234.p/7.',
  },
  'entries-withheld': {
    status: 403,
    zh: '本系统不公开记录条目，只公开其哈希。条目请向记录的持有者索取审计包。',
    en: 'Entries are not public here, only their hashes are. Ask the keeper of the record for an audit bundle.',
  },
  'subject-malformed': {
    status: 400,
    zh: '事项编号不能用：应为字母、数字和 . _ : -，最长 120 个字符。',
    en: 'This cannot be the id of a matter: letters, digits and . _ : -, at most 120 of them.',
  },
  'idempotency-key-malformed': {
    status: 400,
    zh: 'Idempotency-Key 应为 1 至 200 个可见 ASCII 字符。',
    en: 'An Idempotency-Key is 1 to 200 visible ASCII characters.',
  },
  'document-wish-malformed': {
    status: 400,
    zh: '文书参数不能用：lang 为 zh、en 或 both，redacted 为 true 或 false。',
    en: 'A document cannot be made like this: lang is zh, en or both, redacted is true or false.',
  },
  'not-signed-in': {
    status: 401,
    zh: '请先登录，或出示有效的令牌（Authorization: Bearer …）。',
    en: 'Sign in, or show a token that is good now (Authorization: Bearer …).',
  },
  'sign-in-failed': {
    status: 401,
    zh: '账号、口令或验证码不对。请核对后再试；忘记口令请找系统管理员。',
    en: 'The account, the password or the code is not right. Check and try again; the system administrator helps with a lost password.',
  },
  'sign-in-locked': {
    status: 429,
    zh: '尝试次数过多，已暂时锁定。请按 Retry-After 等待，或请系统管理员解锁。',
    en: 'Too many attempts: locked for a while. Wait as long as Retry-After says, or ask the system administrator to unlock the account.',
  },
  'cross-site': {
    status: 403,
    zh: '这一请求不是从本系统的页面发出的，未予执行。请在本系统页面中操作；程序请用令牌。',
    en: 'This request did not come from a page of this system, and nothing was done. Act from its pages; a program uses a token.',
  },
  'passkeys-unavailable': {
    status: 409,
    zh: '浏览器只在 https 域名下（或本机 localhost）支持通行密钥。请管理员配置域名和 https（--public-url https://…），或用口令登录。',
    en: 'Browsers have passkeys only under a name with https, or on this machine as localhost. Have a name and https set up (--public-url https://…), or sign in with a password.',
  },
  'session-needed': {
    status: 403,
    zh: '此操作须本人登录后办理，不能用令牌。请在浏览器中登录。',
    en: 'This is done by the person, signed in, and not with a token. Sign in with a browser.',
  },
  'token-read-only': {
    status: 403,
    zh: '这一令牌只能读取。请另签发一个可以办理的令牌。',
    en: 'This token only reads. Issue another that may act.',
  },
  'first-run-over': {
    status: 403,
    zh: '首次使用的令牌不对或已失效。请查看启动时的提示；如已建立主体，请直接登录。',
    en: 'The first-run token is wrong or over. See what was printed at the start; where there is a party already, sign in.',
  },
  'demo-not-yours': {
    status: 403,
    zh: '演示由系统管理员载入和移除，首次使用时也可凭启动时的令牌办理。请联系系统管理员。',
    en: 'A system administrator loads and removes the demo, or at the first run whoever has the token. Ask the system administrator.',
  },
  'demo-there': {
    status: 409,
    zh: '演示已经载入，或正在载入。要重新载入，请先移除。',
    en: 'The demo is loaded, or being loaded. To load it anew, remove it first.',
  },
  'demo-cut-off': {
    status: 409,
    zh: '演示曾载入或移除到一半。请先移除，再重新载入。',
    en: 'The demo was cut off while it was loaded or removed. Remove it first, then load it again.',
  },
  'no-profile': {
    status: 409,
    zh: '尚未建立主体档案，无从计算义务。请先建立档案。',
    en: 'The party has no profile yet, and nothing can be counted. Begin the profile first.',
  },
  'idempotency-key-reused': {
    status: 409,
    zh: '该 Idempotency-Key 已用于另一个请求。请换一个。',
    en: 'This Idempotency-Key was used for another request. Take another.',
  },
  'idempotency-key-unsettled': {
    status: 409,
    zh: '同一 Idempotency-Key 的请求正在办理，或者中途断开，不能确定是否已办。请稍候再发；仍是如此，先核对是否已办，再换一个键重发。',
    en: 'A request with this Idempotency-Key is under way, or was cut off and may or may not have been done. Send it again in a moment; if the answer stays the same, look whether it was done before sending it under another key.',
  },
  'code-unknown': { status: 404, zh: '没有这个查询码。请核对后重新输入。', en: 'There is no such code. Compare it and enter it again.' },
  'not-for-role': {
    status: 403,
    zh: '你的岗位不办理这一程序，不能查看其中的个人信息。',
    en: 'Your role has nothing to do with this procedure, and may not see what it holds of persons.',
  },
  'not-found': { status: 404, zh: '这里没有这样的内容。请检查地址。', en: 'There is nothing here. Check the address.' },
  'party-unknown': { status: 404, zh: '没有这一主体的记录。请检查标识。', en: 'There is no record of this party. Check its identifier.' },
  'nothing-published': { status: 404, zh: '这一主体尚未发布检查点。请稍后再试。', en: 'This party has published no checkpoint yet. Try again later.' },
  'tile-beyond': {
    status: 404,
    zh: '已发布的树还没有这么大。请先读取 checkpoint 中的大小。',
    en: 'The published tree does not reach that far. Read the size in checkpoint first.',
  },
  'method-unknown': { status: 405, zh: '此地址不支持这种方法。', en: 'This address does not take that method.' },
  'letter-malformed': {
    status: 400,
    zh: '无法读取：不是签名的公文信封（text/plain），或者其内容不合格式。',
    en: 'This cannot be read as a letter: not a signed envelope (text/plain), or not of the form that envelopes have.',
  },
  'letter-sender-unknown': {
    status: 403,
    zh: '收文方的通讯录中没有这一发文方。请收文方先登记其地址和验证密钥。',
    en: 'The receiver does not know this sender. It has to enter the sender’s address and verifier key in its directory first.',
  },
  'letter-signature-wrong': {
    status: 403,
    zh: '签名不是收文方所知的发文方密钥所作。内容被改动，或者密钥已更换而通讯录未更新。',
    en: 'Not signed by the key that the receiver knows of this sender: the letter was changed, or the key was and the directory has the old one.',
  },
  'letter-not-for-us': {
    status: 404,
    zh: '此处没有这一收文方，或者公文不是发给它的。',
    en: 'The receiver is not here, or the letter is addressed to somebody else.',
  },
  'letter-differs': {
    status: 409,
    zh: '同一编号的另一份公文已经收到。请用新的编号发送。',
    en: 'Another letter of this number has come already. Send this one under a number of its own.',
  },
  'letter-answers-nothing': {
    status: 409,
    zh: '这份公文所答复的公文，不是我方发给对方的，或者内容不同。',
    en: 'What this letter answers was not sent by us to its sender, or says something else.',
  },
  'letter-not-dead': {
    status: 409,
    zh: '没有这样一份停止投递的公文。只有停止投递的公文可以重新发送。',
    en: 'There is no such dead letter. Only letters that are not tried any more can be sent again.',
  },
  'letter-too-large': { status: 413, zh: '公文超过 1 MiB。请分成几份发送。', en: 'The letter has more than 1 MiB. Send it in parts.' },
  'letter-proof-wrong': {
    status: 422,
    zh: '公文或其所附记录在发文方日志中的证明不成立。',
    en: 'It is not proven that the letter, or an entry that goes with it, stands in the sender’s journal.',
  },
  'letter-kind-unknown': {
    status: 422,
    zh: '此处不收这一种类的公文。请确认双方版本。',
    en: 'Letters of this kind are not known here. Compare the releases of both sides.',
  },
  'letter-body-malformed': {
    status: 422,
    zh: '公文内容缺少应有的项目，或者项目不合格式。',
    en: 'The letter lacks fields that its kind has, or a field is not of its form.',
  },
  'file-too-large': {
    status: 413,
    zh: '文件超过本系统接收的大小。请压缩或拆分后再上传。',
    en: 'The file is larger than this installation takes. Compress it or send it in parts.',
  },
  'file-digest-differs': {
    status: 422,
    zh: '收到的文件与其校验值不符，未保存。请重新上传。',
    en: 'What came is not the file whose digest was given; nothing was kept. Send it again.',
  },
  'report-too-long': {
    status: 422,
    zh: '行数太多，排成文档会占用系统很久。请导出 Excel 工作簿或者 CSV，或者先缩小范围。',
    en: 'There are too many lines to set as a document without holding up everybody else. Take the workbook or the CSV, or narrow the range first.',
  },
  'too-large': { status: 413, zh: '请求过大。请分批发送。', en: 'The request is too large. Send it in parts.' },
  'media-type-unknown': { status: 415, zh: '不支持此内容类型。请用 application/json。', en: 'This content type is not read here. Send application/json.' },
  'too-many-requests': { status: 429, zh: '请求过于频繁。请按 Retry-After 等待后再试。', en: 'Too many requests. Wait as long as Retry-After says.' },
  fault: {
    status: 500,
    zh: '系统内部故障，已记入日志。请把响应中的 instance 告知管理员。',
    en: 'A fault of ours; it is in the log. Tell the administrator the instance of this answer.',
  },
  'not-ready': { status: 503, zh: '系统尚未就绪：数据库无法访问。请稍后再试。', en: 'Not ready: the database cannot be reached. Try again later.' },
} satisfies Record<string, Text & { readonly status: number }>

export type ProblemCode = keyof typeof PROBLEMS

/**
 * The language that a reader wants most, by `Accept-Language` (RFC 9110, section 12.5.4). Chinese of every kind is Chinese; where neither language
 * is named, English.
 */
export function languageAccepted(header: string | undefined): Language {
  const ranked = (header ?? '')
    .split(',')
    .flatMap((range, place) => {
      const [, tag = '', quality = '1'] = /^\s*(zh|en)(?:-[a-z0-9-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$/i.exec(range) ?? []
      return tag === '' || Number(quality) === 0
        ? []
        : [{ language: tag.toLowerCase() === 'zh' ? ('zh' as const) : ('en' as const), quality: Number(quality), place }]
    })
    .toSorted((one, other) => other.quality - one.quality || one.place - other.place)
  return ranked[0]?.language ?? 'en'
}

/** Answers with a problem document (RFC 9457). `instance` is the request's number in the log. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, code: ProblemCode): FastifyReply {
  const { status, zh, en } = PROBLEMS[code]
  const language = languageAccepted(request.headers['accept-language'])
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .header('vary', 'accept-language')
    .header('cache-control', 'no-store')
    .serializer(String)
    .send(JSON.stringify({ type: `/problems/${code}`, code, status, title: language === 'zh' ? zh : en, instance: `urn:request:${request.id}` }))
}

/** What Node says of a connection on which no request could be read. */
const BROKEN: Readonly<Record<string, ProblemCode>> = { ERR_HTTP_REQUEST_TIMEOUT: 'too-slow', HPE_HEADER_OVERFLOW: 'headers-too-large' }

/** Answers on a connection on which no request could be read, so in both languages, and closes it. */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const code = BROKEN[error.code ?? ''] ?? 'request-malformed'
  const { status, zh, en } = PROBLEMS[code]
  const body = JSON.stringify({ type: `/problems/${code}`, code, status, title: `${zh} ${en}` })
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}`
  socket.end(`${head}\r\nconnection: close\r\n\r\n${body}`, () => socket.destroy())
}

/** The problem that an error of the framework is, or a database that cannot be reached; a fault of ours where it is neither. */
export function problemOf(error: unknown): ProblemCode {
  if (unreachableOf('', error)?.code === 'unreachable') return 'not-ready'
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status >= 500) return 'fault'
  const named = (['method-unknown', 'too-large', 'media-type-unknown', 'too-many-requests', 'not-found'] as const).find(
    (code) => PROBLEMS[code].status === status,
  )
  return named ?? 'request-malformed'
}
