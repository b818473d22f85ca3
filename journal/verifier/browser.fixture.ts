import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { z } from 'zod'

/** A Chromium of this machine, or `undefined`. */
export const CHROMIUM = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== '' && existsSync(path))

const Message = z.object({
  id: z.number().optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ message: z.string() }).optional(),
})
const Session = z.object({ sessionId: z.string() })
const Target = z.object({ targetId: z.string() })
const Evaluated = z.object({ result: z.object({ value: z.unknown().optional() }) })
const Handle = z.object({ result: z.object({ objectId: z.string() }) })
const Picture = z.object({ data: z.string() })

type Fields = Readonly<Record<string, unknown>>

/** A browser without a window, spoken to over two pipes (Chrome DevTools Protocol). */
export class Browser implements AsyncDisposable {
  private readonly child
  private readonly profile = mkdtempSync(join(tmpdir(), 'verifier-'))
  private readonly commands: Writable
  private readonly waiting = new Map<number, (message: z.infer<typeof Message>) => void>()
  private count = 0
  private session: string | undefined

  constructor(path: string) {
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-pipe', `--user-data-dir=${this.profile}`]
    this.child = spawn(path, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
    const [, , , commands, answers] = this.child.stdio
    if (!(commands instanceof Writable) || !(answers instanceof Readable)) throw new Error('the browser has no pipes')
    this.commands = commands
    let rest = ''
    answers.setEncoding('utf8').on('data', (text: string) => {
      const messages = (rest + text).split('\0')
      rest = messages.pop() ?? ''
      for (const each of messages) {
        const message = Message.parse(JSON.parse(each))
        if (message.id !== undefined) this.waiting.get(message.id)?.(message)
      }
    })
  }

  private async ask(method: string, params: Fields = {}): Promise<Fields> {
    const id = ++this.count
    const answer = new Promise<z.infer<typeof Message>>((resolve) => this.waiting.set(id, resolve))
    this.commands.write(`${JSON.stringify({ id, method, params, ...(this.session === undefined ? {} : { sessionId: this.session }) })}\0`)
    const { result, error } = await answer
    if (result === undefined) throw new Error(`${method}: ${error?.message}`)
    return result
  }

  async open(url: string, { width, height, dark, language }: { width: number; height: number; dark: boolean; language: string }): Promise<void> {
    this.session = undefined
    const { targetId } = Target.parse(await this.ask('Target.createTarget', { url: 'about:blank' }))
    this.session = Session.parse(await this.ask('Target.attachToTarget', { targetId, flatten: true })).sessionId
    await this.ask('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
    await this.ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] })
    await this.ask('Emulation.setUserAgentOverride', { userAgent: 'test', acceptLanguage: language })
    await this.ask('Page.navigate', { url })
    await this.until('document.readyState === "complete" && document.title !== ""')
  }

  /** The value of an expression in the page, awaited. */
  async value(expression: string): Promise<unknown> {
    return Evaluated.parse(await this.ask('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })).result.value
  }

  async until(expression: string): Promise<void> {
    while ((await this.value(expression)) !== true) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  /** As if the folder had been chosen in the field. */
  async choose(selector: string, folder: string): Promise<void> {
    const { result } = Handle.parse(await this.ask('Runtime.evaluate', { expression: `document.querySelector(${JSON.stringify(selector)})` }))
    await this.ask('DOM.setFileInputFiles', { files: [folder], objectId: result.objectId })
    // The browser lists the folder in its own time.
    await this.until(`document.querySelector(${JSON.stringify(selector)}).files.length > 0`)
  }

  async picture(): Promise<Buffer> {
    return Buffer.from(Picture.parse(await this.ask('Page.captureScreenshot', { format: 'png' })).data, 'base64')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill()
    await gone
    // Processes of the browser outlive its first one by a moment, and still write.
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}
