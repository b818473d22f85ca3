import { createLink } from '@tanstack/react-router'
import { Button } from 'antd'

/** A link that looks like a button: it leads somewhere, and can be opened beside, copied and gone back from. */
export const ButtonLink = createLink(Button)
