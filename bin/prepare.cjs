// Makes the repository ready to run: right Node, packages installed, sources built. Costs a few milliseconds when nothing is to do.
// Old syntax, see bin/dutybook; what follows the version check is in install.cjs, build.cjs and lock.cjs.
'use strict'

var fs = require('fs')
var path = require('path')

var ROOT = path.dirname(__dirname)

function say(text) {
  process.stderr.write('dutybook: ' + text + '\n')
}

function refuseOldNode() {
  var found = process.versions.node.split('.').map(Number)
  var major = found[0]
  var minor = found[1]
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return
  var node = process.version + ' (' + process.execPath + ')'
  say(
    [
      'Node.js 版本不合适：当前 ' + node + '，需要 20.19 以上的 20.x，或 22.12 以上。',
      '  请从 https://nodejs.org 安装，或使用 nvm：nvm install 22 && nvm use 22',
      'dutybook: this Node.js will not do: found ' + node + ', needed 20.19 or a later 20.x, or 22.12 or later.',
      '  Get it from https://nodejs.org, or with nvm: nvm install 22 && nvm use 22',
    ].join('\n')
  )
  process.exit(2)
}

/** Calls `ready` once everything is in place; otherwise says what is wrong and ends the process with status 3. `options.force` builds anew. */
function prepare(options, ready) {
  refuseOldNode()
  // Installed as a package: there are no sources, and what runs is already built.
  if (!fs.existsSync(path.join(ROOT, 'tsconfig.build.json'))) return ready()
  var install = require('./install.cjs')
  var build = require('./build.cjs')
  if (!options.force && install.done(ROOT) && build.done(ROOT)) return ready()
  require('./lock.cjs')
    .whileLocked(ROOT, say, function (lock) {
      return install.run(ROOT, say, lock).then(function () {
        return build.run(ROOT, say, lock, options.force)
      })
    })
    .then(ready, function (fault) {
      say(fault.forPeople || fault.stack)
      process.exit(3)
    })
}

module.exports = prepare

if (require.main === module) prepare({ force: process.argv.indexOf('--build') !== -1 }, function () {})
