'use strict'

const { existsSync, mkdirSync, readFileSync, renameSync, rmSync, rmdirSync, statSync, utimesSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { spawn } = require('node:child_process')
const { setTimeout: sleep } = require('node:timers/promises')
const { Fault, diskFault } = require('./fault.cjs')

const POLL = 200 // ms between two looks at a lock that another holds
const BEAT = 5_000 // ms between two signs of life of the holder
const SILENCE = 60_000 // ms without one, after which a lock counts as left behind even if its pid lives: numbers are used again
const TURN = 2_000 // ms that a take-over may last

const pidsFile = (folder) => join(folder, 'pid')

/** The processes that hold the lock: the one that took it, and the program that it runs. */
function sign(folder, pids) {
  writeFileSync(pidsFile(folder), pids.join('\n'))
}

function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function age(path) {
  const entry = statSync(path, { throwIfNoEntry: false })
  return entry === undefined ? 0 : Date.now() - entry.mtimeMs
}

/** Who holds the lock, and whether they are gone; undefined if nobody does. */
function holderOf(folder) {
  try {
    const pids = readFileSync(pidsFile(folder), 'utf8').split('\n').map(Number)
    return { pid: pids[0], gone: age(pidsFile(folder)) > SILENCE || !pids.some((pid) => pid !== process.pid && alive(pid)) }
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Signed first and then moved into place, so that a lock is never without its pid. */
function taken(folder) {
  if (existsSync(pidsFile(folder))) return false
  const mine = `${folder}.${process.pid}`
  mkdirSync(mine, { recursive: true })
  sign(mine, [process.pid])
  try {
    renameSync(mine, folder)
    return true
  } catch (error) {
    rmSync(mine, { recursive: true })
    if (existsSync(folder) || error.code === 'ENOTEMPTY' || error.code === 'EEXIST') return false
    throw error
  }
}

function release(folder) {
  const mine = `${folder}.${process.pid}`
  renameSync(folder, mine)
  rmSync(mine, { recursive: true })
}

/** Takes over a lock whose holder is gone. Of several who try, one makes the inner folder, and it looks again before it signs. */
function takenOver(folder) {
  const turn = join(folder, 'turn')
  try {
    mkdirSync(turn)
  } catch (error) {
    if (error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error
    if (age(turn) > TURN) rmSync(turn, { recursive: true, force: true })
    return false
  }
  const gone = holderOf(folder)?.gone === true
  if (gone) sign(folder, [process.pid])
  rmdirSync(turn)
  return gone
}

async function take(folder, say) {
  let told = false
  while (!taken(folder)) {
    const holder = holderOf(folder)
    if (holder?.gone && takenOver(folder)) return
    if (holder?.gone === false && !told) {
      told = true
      say(`正在等待进程 ${holder.pid} 准备本目录 / waiting for process ${holder.pid}, which is preparing this folder …`)
    }
    await sleep(POLL)
  }
}

/** Does `work` while no other process of this repository does; waits for its turn with a note. */
async function whileLocked(root, say, work) {
  const folder = join(root, '.dutybook-lock')
  try {
    await take(folder, say)
    const beat = setInterval(() => existsSync(pidsFile(folder)) && utimesSync(pidsFile(folder), new Date(), new Date()), BEAT)
    try {
      return await work({ child: (program, args, options) => child(folder, program, args, options) })
    } finally {
      clearInterval(beat)
      release(folder)
    }
  } catch (error) {
    throw diskFault(root, error) ?? error
  }
}

/** Runs a program to its end with its output kept. It is named in the lock: should it outlive us, the lock is still held. */
function child(folder, program, args, { missing, ...options }) {
  return new Promise((resolve, reject) => {
    const running = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    for (const stream of [running.stdout, running.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    if (running.pid !== undefined) sign(folder, [process.pid, running.pid])
    running.on('error', (error) => reject(error.code === 'ENOENT' ? new Fault(missing) : error))
    running.on('close', (status, signal) => {
      sign(folder, [process.pid])
      resolve({ ok: status === 0, output: signal === null ? output : `${output}\n(${signal})` })
    })
  })
}

module.exports = { whileLocked }
