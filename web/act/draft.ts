import { useCallback, useEffect, useRef, useState } from 'react'
import { newName } from '../api/client.ts'
import { isTyped, type Typed } from '../field/value.ts'
import { keep, kept } from '../kept.ts'

interface Kept {
  readonly typed: Typed
  /** A command that was sent and not answered, with its name: sent again under that name it is done once. */
  readonly sent: { readonly name: string; readonly said: string } | null
}

const EMPTY: Kept = { typed: {}, sent: null }

function read(key: string): Kept {
  try {
    const value: unknown = JSON.parse(kept(key) ?? '{}')
    if (!isTyped(value) || !isTyped(value['typed'])) return EMPTY
    const sent = value['sent']
    const isSent = isTyped(sent) && typeof sent['name'] === 'string' && typeof sent['said'] === 'string'
    return { typed: value['typed'], sent: isSent ? { name: String(sent['name']), said: String(sent['said']) } : null }
  } catch {
    return EMPTY
  }
}

export interface Draft {
  readonly typed: Typed
  /** Whether there was something from before when the page was opened. */
  readonly wasKept: boolean
  readonly type: (typed: Typed) => void
  /** The name under which a command is sent: the same until the server has answered it. */
  readonly nameOf: (command: unknown) => string
  /** The server has said no: the next attempt is another one. */
  readonly answered: () => void
  readonly clear: () => void
}

/** What is typed into a form, kept in this browser until it has been done: it survives a reload, a refusal and a lost connection. */
export function useDraft(key: string): Draft {
  const [held, setHeld] = useState(() => read(key))
  const [wasKept, setWasKept] = useState(() => Object.keys(read(key).typed).length > 0)
  const current = useRef(held)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const save = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = undefined
    const empty = Object.keys(current.current.typed).length === 0 && current.current.sent === null
    keep(key, empty ? undefined : JSON.stringify(current.current))
  }, [key])
  const put = useCallback((next: Kept) => {
    current.current = next
    setHeld(next)
  }, [])
  useEffect(() => {
    // Whoever leaves within the moment in which typing is gathered loses none of it.
    const last = (): void => {
      if (timer.current !== undefined) save()
    }
    addEventListener('pagehide', last)
    return () => {
      removeEventListener('pagehide', last)
      last()
    }
  }, [save])
  return {
    typed: held.typed,
    wasKept,
    type: (typed) => {
      put({ ...current.current, typed })
      timer.current ??= setTimeout(save, 300)
    },
    nameOf: (command) => {
      const said = JSON.stringify(command)
      const { sent, typed } = current.current
      const name = sent?.said === said ? sent.name : newName()
      put({ typed, sent: { name, said } })
      save()
      return name
    },
    answered: () => {
      put({ ...current.current, sent: null })
      save()
    },
    clear: () => {
      put(EMPTY)
      setWasKept(false)
      save()
    },
  }
}
