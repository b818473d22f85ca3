import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** The entry of the journal, by its number. */
export function EntryProof({ index }: { readonly index: string }): ReactNode {
  return (
    <Link to="/journal/$index" params={{ index }} className="mono">
      #{index}
    </Link>
  )
}
