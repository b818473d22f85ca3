import { createContext } from 'react'

/** The matter whose evidence is given: files are kept with it. Nothing where a form is of no matter yet. */
export const EvidencePlace = createContext<{ readonly procedure: string; readonly subject: string } | undefined>(undefined)
