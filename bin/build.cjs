'use strict'

const { createHash } = require('node:crypto')
const { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { brotliCompressSync, constants, gzipSync } = require('node:zlib')
const { Fault } = require('./fault.cjs')

const SOURCES = ['law', 'journal', 'procedures', 'server', 'cli', 'bench', 'e2e', 'web', 'tsconfig.build.json', 'package.json', 'package-lock.json']

const stamp = (root) => join(root, 'dist', '.stamp')

/** A digest of every source's path, time of change and size. Contents are not read: this runs before each command. */
function sourcesOf(root) {
  const hash = createHash('sha256')
  const add = (path) => {
    const entry = statSync(join(root, path), { throwIfNoEntry: false })
    if (entry === undefined) return
    if (!entry.isDirectory()) {
      hash.update(`${path} ${entry.mtimeMs} ${entry.size}\n`)
      return
    }
    for (const name of readdirSync(join(root, path)).toSorted()) add(`${path}/${name}`)
  }
  SOURCES.forEach(add)
  return hash.digest('hex')
}

function done(root) {
  try {
    return readFileSync(stamp(root), 'utf8') === sourcesOf(root)
  } catch (error) {
    if (error.code === 'ENOENT') return false
    throw error
  }
}

/** Builds from nothing, so that no file of a removed source stays; the stamp comes last, so that a build broken off is done again. */
async function run(root, say, lock, force) {
  if (!force && done(root)) return
  say('正在构建（约 15 秒）/ building (about 15 s) …')
  const sources = sourcesOf(root)
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  await step(root, lock, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', ...(process.stderr.isTTY ? ['--pretty'] : [])])
  for (const folder of ['journal', 'server']) cpSync(join(root, folder, 'migration'), join(root, 'dist', folder, 'migration'), { recursive: true })
  await step(root, lock, ['dist/cli/build-statute.js'])
  await step(root, lock, ['dist/journal/verifier/build.js'])
  await step(root, lock, ['node_modules/vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'])
  compress(join(root, 'dist', 'web'))
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stamp(root), sources)
}

/** Pages are compressed once, here, and not at every request. */
function compress(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|svg)$/.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const content = readFileSync(path)
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
  }
}

async function step(root, lock, args) {
  // Whoever builds, tests included, gets the pages that people get: React has another build for those who develop.
  const { ok, output } = await lock.child(process.execPath, args, { cwd: root, env: { ...process.env, NODE_ENV: 'production' } })
  if (!ok) throw new Fault(`构建失败 / the build failed: node ${args.join(' ')}\n${output.trimEnd()}`)
}

module.exports = { done, run }
