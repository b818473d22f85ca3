import { createLink } from '@tanstack/react-router'
import { Button, type ButtonProps } from 'antd'
import type { ReactNode } from 'react'

interface Shown extends Omit<ButtonProps, 'type' | 'color' | 'variant'> {
  /** The one that is most to be expected here. */
  readonly strong?: boolean
}

/** The router keeps `type` to itself, so that the look is given by colour. */
function Shown({ strong = false, ...button }: Shown): ReactNode {
  return <Button {...button} color={strong ? 'primary' : 'default'} variant={strong ? 'solid' : 'outlined'} />
}

/** A link that looks like a button: it leads somewhere, and can be opened beside, copied and gone back from. */
export const ButtonLink = createLink(Shown)
