/** Seconds, the upper bounds of the histogram of answers. */
const BOUNDS = [0.005, 0.02, 0.1, 0.5, 2, 10] as const

interface Answered {
  readonly method: string
  /** The pattern of the route, never an address that was asked for. */
  readonly route: string
  readonly status: number
  readonly seconds: number
}

interface Series {
  count: number
  sum: number
  readonly buckets: number[]
}

/** Counts for Prometheus (text format 0.0.4). Holds no names, addresses or identifiers. */
export class Metrics {
  readonly #answers = new Map<string, Series>()
  readonly #counts = new Map<string, number>()
  readonly #gauges = new Map<string, () => number>()

  answered({ method, route, status, seconds }: Answered): void {
    const labels = `method="${escaped(method)}",route="${escaped(route)}",status="${status}"`
    const series = this.#answers.get(labels) ?? { count: 0, sum: 0, buckets: BOUNDS.map(() => 0) }
    this.#answers.set(labels, series)
    series.count += 1
    series.sum += seconds
    BOUNDS.forEach((bound, place) => {
      if (seconds <= bound) series.buckets[place] = (series.buckets[place] ?? 0) + 1
    })
  }

  count(name: `dutybook_${string}_total`): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  /** Read at each asking. */
  gauge(name: `dutybook_${string}`, read: () => number): void {
    this.#gauges.set(name, read)
  }

  text(): string {
    const lines = ['# HELP dutybook_http_answer_seconds Time from request to the end of the answer.', '# TYPE dutybook_http_answer_seconds histogram']
    for (const [labels, { count, sum, buckets }] of this.#answers) {
      BOUNDS.forEach((bound, place) => lines.push(`dutybook_http_answer_seconds_bucket{${labels},le="${bound}"} ${buckets[place] ?? 0}`))
      lines.push(`dutybook_http_answer_seconds_bucket{${labels},le="+Inf"} ${count}`)
      lines.push(`dutybook_http_answer_seconds_sum{${labels}} ${sum}`, `dutybook_http_answer_seconds_count{${labels}} ${count}`)
    }
    for (const [name, value] of this.#counts) lines.push(`# TYPE ${name} counter`, `${name} ${value}`)
    for (const [name, read] of this.#gauges) lines.push(`# TYPE ${name} gauge`, `${name} ${read()}`)
    return `${lines.join('\n')}\n`
  }
}

function escaped(label: string): string {
  return label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
