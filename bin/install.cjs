'use strict'

const { createHash } = require('node:crypto')
const { existsSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { Fault, diskFault } = require('./fault.cjs')

const NETWORK = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/
const PATIENCE = 20_000 // ms between two signs that a long installation goes on
const WINDOWS = process.platform === 'win32'

const lockfile = (root) => join(root, 'package-lock.json')
const stamp = (root) => join(root, 'node_modules', '.dutybook')
const digest = (root) =>
  createHash('sha256')
    .update(readFileSync(lockfile(root)))
    .digest('hex')

/** Whether the packages in place are those of the lockfile. */
function done(root) {
  try {
    return readFileSync(stamp(root), 'utf8') === digest(root)
  } catch (error) {
    if (error.code === 'ENOENT') return false
    throw error
  }
}

/** npm notes what it put in place. A person's own `npm ci` of this lockfile is as good as ours, and need not be done again. */
function installedByHand(root) {
  const noted = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(noted)) return false
  const wanted = JSON.parse(readFileSync(lockfile(root), 'utf8')).packages
  const found = JSON.parse(readFileSync(noted, 'utf8')).packages
  const same = Object.keys(found).every((place) => found[place].integrity === wanted[place]?.integrity && existsSync(join(root, place)))
  return same && Object.keys(wanted).every((place) => place === '' || wanted[place].optional || place in found)
}

async function run(root, say, lock) {
  if (done(root)) return
  if (!installedByHand(root)) await install(root, say, lock)
  writeFileSync(stamp(root), digest(root))
}

const NPM_CI = [
  'ci',
  '--include=dev', // needed to build, also where NODE_ENV says production
  '--prefer-offline', // what npm's cache holds is not fetched again
  '--fetch-retry-mintimeout=1000', // tries again after 1 s and 4 s rather than 10 s and 60 s, so that a missing network is told soon
  '--fetch-retry-factor=4',
  '--no-audit',
  '--no-fund',
]

async function install(root, say, lock) {
  say('正在安装依赖（约 30 秒）/ installing dependencies (about 30 s) …')
  const started = Date.now()
  const patience = setInterval(() => say(`仍在安装 / still installing, ${Math.round((Date.now() - started) / 1000)} s …`), PATIENCE)
  try {
    const { ok, output } = await lock.child('npm', NPM_CI, { cwd: root, shell: WINDOWS, missing: NO_NPM })
    if (!ok) throw network(output) ?? diskFault(root, { output }) ?? failed(output)
  } finally {
    clearInterval(patience)
  }
}

const NO_NPM =
  '找不到 npm。请安装带有 npm 的 Node.js：https://nodejs.org（Debian/Ubuntu：apt install npm）\n' +
  'dutybook: npm is not found. Install a Node.js that comes with npm: https://nodejs.org (Debian/Ubuntu: apt install npm)'

function network(output) {
  const sign = NETWORK.exec(output)
  if (sign === null) return undefined
  const where = /https?:\/\/[^\s/'"@]+(?=[\s/'"]|$)/.exec(output)?.[0] ?? 'npm config get registry' // a name and password in it are not shown
  return new Fault(
    `无法连接 npm 软件源 / npm's registry cannot be reached: ${sign[1]}, ${where}\n` +
      '  请检查网络与代理，并用 npm config get registry 查看软件源地址，然后重试；\n' +
      '  离线时，可从另一台相同系统的机器复制 node_modules，或复制 npm 缓存（npm config get cache）后运行 npm ci --offline\n' +
      '  Check the network and the proxy, see the address with npm config get registry, then try again;\n' +
      '  without a network, copy node_modules from another machine of the same system, or its npm cache (npm config get cache) and run npm ci --offline.',
  )
}

function failed(output) {
  const end = output.trim().split('\n').slice(-25).join('\n')
  return new Fault(`安装失败，npm 的输出如下 / the installation failed; npm says:\n${end}`)
}

module.exports = { done, run }
