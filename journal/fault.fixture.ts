import { JournalFault, type Fault } from './fault.ts'

/** The fault that an act throws; `undefined` where it throws none. Any other error is passed on. */
export function faultOf(act: () => unknown): Fault | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof JournalFault) return error.fault
    throw error
  }
}
