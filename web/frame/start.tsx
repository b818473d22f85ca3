import { Navigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSession } from '../session.tsx'
import { menuOf } from './menu.ts'

/** Where a person begins: the first page of their menu. */
export function Start(): ReactNode {
  const [first] = menuOf(useSession())
  return <Navigate to={first?.to ?? '/account'} replace />
}
