import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { toHex } from '#journal/bytes.ts'
import { JournalFault } from '#journal/fault.ts'
import { publicKeysOf } from '#journal/keyring.ts'
import { noteKey, parseVerifierKey } from '#journal/note.ts'
import { sha256 } from '#journal/sha256.ts'
import { partiesOf, verifyStored, type Damage, type Finding, type Verified } from '#journal/verification.ts'
import { runCommand } from '#journal/verifier/command.ts'
import type { Database } from '#server/database/database.ts'
import { keptOf, keptParties } from '#server/database/kept.ts'
import type { Language, Text } from '#law/text.ts'
import { Unusable } from '../unusable.ts'
import { inWords, openFolder, partyNamed, type PlaceFlags } from './place.ts'

export interface VerifyFlags extends PlaceFlags {
  readonly key?: string
  readonly json?: boolean
}

export interface VerifyReport {
  readonly whole: readonly Verified[]
  readonly findings: readonly Finding[]
}

/** Whether the folder is a bundle, which verifies itself, or a data folder. */
export async function verifyFolder(folder: string, flags: VerifyFlags, onProgress: (done: number, size: number) => void): Promise<VerifyReport | 'bundle'> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Unusable(`没有文件夹 ${folder}。`, `there is no folder ${folder}.`)
  if (existsSync(join(folder, 'bundle.json'))) {
    await runCommand([folder, ...(flags.key === undefined ? [] : ['--key', flags.key]), ...(flags.json === true ? ['--json'] : [])], folder)
    return 'bundle'
  }
  if (!existsSync(join(folder, 'keys')))
    throw new Unusable(
      `${folder} 既不是审计包（没有 bundle.json），也不是数据文件夹（没有 keys）。`,
      `${folder} is neither an audit bundle (it has no bundle.json) nor a data folder (it has no keys).`,
    )
  return verifyData(folder, flags, onProgress)
}

async function verifyData(folder: string, flags: VerifyFlags, onProgress: (done: number, size: number) => void): Promise<VerifyReport> {
  await using database = await openFolder({ ...flags, data: folder })
  try {
    return await verifyParties(folder, database, flags, onProgress)
  } catch (error) {
    throw inWords(error, database.where)
  }
}

async function verifyParties(
  folder: string,
  { keeper, secrets }: Database,
  { party: asked, key }: VerifyFlags,
  onProgress: (done: number, size: number) => void,
): Promise<VerifyReport> {
  const known = await partiesOf(keeper)
  const report: { readonly whole: Verified[]; readonly findings: Finding[] } = { whole: [], findings: [] }
  const lost = keptParties(folder).filter((kept) => known.every(({ party }) => party !== kept) && (asked === undefined || asked.toLowerCase() === kept))
  for (const party of lost) report.findings.push({ party, index: null, what: 'rolled-back', detail: `${keptOf(folder, party)?.size ?? ''}` })
  const parties = asked === undefined ? known : lost.length > 0 ? [] : [partyNamed(known, asked)]
  for (const { party, origin } of parties) {
    if (key !== undefined) await requireKey(key, origin, await publicKeysOf(keeper, party))
    const kept = keptOf(folder, party)
    const found = await verifyStored(keeper, secrets.master, party, { onProgress, kept: kept === undefined ? [] : [kept] })
    if ('what' in found) report.findings.push(found)
    else report.whole.push(found)
  }
  return report
}

/** The key that somebody else wrote down is the one that signs here. */
async function requireKey(vkey: string, origin: string, publicKeys: readonly Uint8Array[]): Promise<void> {
  try {
    const { id } = parseVerifierKey(sha256, vkey)
    if (publicKeys.some((publicKey) => noteKey(sha256, origin, 1, publicKey).id === id)) return
  } catch (error) {
    if (!(error instanceof JournalFault)) throw error
    throw new Unusable(`--key 不是验证密钥：${error.message}`, `--key is no verifier key: ${error.message}`)
  }
  throw new Unusable(
    `--key 不是 ${origin} 的密钥。用 dutybook journal key 查看现有的密钥。`,
    `--key is none of the keys of ${origin}. See them with dutybook journal key.`,
  )
}

const WORDS: Readonly<Record<Damage, Text>> = {
  'entry-missing': { zh: '缺少条目：被删除，或尾部被截断', en: 'an entry is missing: it was removed, or the end was cut off' },
  'entry-changed': { zh: '条目被改动：与它的叶哈希不符', en: 'an entry was changed: it is not what its leaf hash commits to' },
  'entry-extra': { zh: '多出条目：不属于这棵树', en: 'an entry does not belong to the tree' },
  'version-gap': { zh: '流内版本号不连续', en: 'the versions of a stream have a gap' },
  'clock-backwards': { zh: '记录时间倒退', en: 'the time of recording runs backwards' },
  'payload-damaged': { zh: '内容被改动：无法用主体的密钥打开', en: 'content was changed: it does not open with the party’s key' },
  'payload-differs': { zh: '内容与条目所承诺的不符', en: 'content is not what its entry commits to' },
  'payload-missing': { zh: '内容缺失，且没有条目说明已依法删除', en: 'content is missing, and no entry says that it was erased' },
  'payload-extra': { zh: '多出内容：条目不存在，或已写明删除', en: 'content without an entry, or that an entry says was erased' },
  'subtree-differs': { zh: '子树哈希与条目不符', en: 'the hash of a subtree is not that of its entries' },
  'tree-differs': { zh: '树的头部与条目不符', en: 'the head of the tree is not that of its entries' },
  'checkpoint-differs': {
    zh: '条目与已签名的检查点不符：签名之后历史被改写',
    en: 'the entries do not give the root of a signed checkpoint: history was written anew after it was signed',
  },
  'checkpoint-forged': { zh: '检查点无法读取，或不是主体的密钥签的', en: 'a checkpoint cannot be read, or is not signed by the party’s key' },
  'rolled-back': { zh: '数据库被退回：不含库外保存的检查点', en: 'the database was put back: it lacks what the kept checkpoint names' },
  'key-damaged': { zh: '密钥被改动，或不属于本安装', en: 'a key was changed, or is not of this installation' },
}

export function verifyJson({ whole, findings }: VerifyReport): unknown {
  return {
    ok: findings.length === 0,
    parties: whole.map(({ root, ...rest }) => ({ ...rest, rootHash: toHex(root) })),
    findings: findings.map((finding) => ({ ...finding, ...WORDS[finding.what] })),
  }
}

export function verifyText({ whole, findings }: VerifyReport, language: Language): string {
  const zh = language === 'zh'
  const lines = [
    ...findings.map(({ party, index, what, detail }) => {
      const where = index === null ? party : zh ? `${party} 第 ${index} 条` : `${party} entry ${index}`
      return `✗ ${where}${zh ? '：' : ': '}${WORDS[what][language]}${detail === '' ? '' : zh ? `（${detail}）` : ` (${detail})`}`
    }),
    ...whole.map(({ party, size, payloads, erased, checkpoints, root }) =>
      zh
        ? `✓ ${party}：${size} 条完好，内容 ${payloads} 份，依法删除 ${erased} 份，检查点 ${checkpoints} 个，根 ${toHex(root)}`
        : `✓ ${party}: ${size} entries whole, ${payloads} contents, ${erased} erased, ${checkpoints} checkpoints, root ${toHex(root)}`,
    ),
  ]
  return lines.length === 0 ? (zh ? '这里没有日志。' : 'There is no journal here.') : lines.join('\n')
}
