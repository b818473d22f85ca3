import type { ReactNode } from 'react'
import { yuan } from '#law/report/money.ts'
import { useLanguage } from '../language.tsx'

/** The money axis is logarithmic, as fines are: from the least that the law names to the most. */
const AXIS = { from: 1000, to: 100_000_000 } // yuan
const SPAN = Math.log10(AXIS.to / AXIS.from)

const placeOf = (amount: number): number => Math.min(Math.max(Math.log10(Math.max(amount, AXIS.from) / AXIS.from) / SPAN, 0), 1) * 100

/** What may be imposed, both ends included; as supposed below as things stand, where both are given. */
export function RangeBar({
  range,
  supposed,
  label,
}: {
  readonly range: readonly [number, number] | null
  readonly supposed?: readonly [number, number] | null
  readonly label: string
}): ReactNode {
  return (
    <div className="finding-bar" role="img" aria-label={label}>
      <svg viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
        {range === null ? null : <Bar range={range} y={supposed === undefined ? 9 : 4} fill="var(--cinnabar)" />}
        {supposed === undefined || supposed === null ? null : <Bar range={supposed} y={15} fill="var(--amber)" />}
      </svg>
    </div>
  )
}

function Bar({ range: [min, max], y, fill }: { readonly range: readonly [number, number]; readonly y: number; readonly fill: string }): ReactNode {
  const [left, right] = [placeOf(min), placeOf(max)]
  return <rect x={left} y={y} width={Math.max(right - left, 0.8)} height={9} rx={1} fill={fill} />
}

/** The marks of the axis, in powers of ten. */
export function AxisMarks(): ReactNode {
  const { language } = useLanguage()
  return (
    <ol className="small third" aria-hidden="true">
      {[1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000].map((amount) => (
        <li key={amount} style={{ left: `${placeOf(amount)}%` }}>
          {yuan(amount, language)}
        </li>
      ))}
    </ol>
  )
}
