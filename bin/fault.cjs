'use strict'

/** Why the preparation failed, in words for the person at the terminal. */
class Fault extends Error {
  constructor(forPeople) {
    super(forPeople)
    this.forPeople = forPeople
  }
}

const DISK = new Map([
  ['EACCES', '没有写入权限 / no permission to write'],
  ['EPERM', '没有写入权限 / no permission to write'],
  ['EROFS', '只读文件系统 / the file system is read-only'],
  ['ENOSPC', '磁盘空间不足 / no space left on the disk'],
  ['EDQUOT', '磁盘配额已用尽 / the disk quota is used up'],
])

/** The disk's refusal that this error or this output of a program stands for, if it is one. */
function diskFault(root, { code = '', output = '' }) {
  const found = [...DISK].find(([name]) => code === name || new RegExp(`\\b${name}\\b`).test(output))
  if (found === undefined) return undefined
  return new Fault(
    `${found[1]} (${found[0]}): ${root}\n` +
      '  请换一个可写且有空间的目录，或先以有权限的用户运行 node bin/prepare.cjs\n' +
      '  Use a folder that is writable and has room, or first run node bin/prepare.cjs as a user who may write there.',
  )
}

module.exports = { Fault, diskFault }
