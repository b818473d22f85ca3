'use strict'

// Apart from bin/dutybook, because an old Node cannot parse import().
import('../dist/cli/main.js').catch(function (fault) {
  process.stderr.write('dutybook: ' + fault.stack + '\n')
  process.exitCode = 3
})
