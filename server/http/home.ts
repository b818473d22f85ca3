import type { FastifyInstance } from 'fastify'
import type { Language } from '#law/text.ts'
import { languageAccepted } from '../problem.ts'

/** What stands on the page, in each language. It is what somebody needs who has just started the program, and nothing that only looks like it works. */
const WORDS = {
  zh: {
    title: '责任簿',
    lead: '服务已经启动。首次使用的令牌在启动它的终端上。',
    next: '接下来',
    steps: [
      ['登记主体', 'bin/dutybook party register --kind operator --zh 名称 --en NAME --region 330100'],
      ['添加人员', 'bin/dutybook person add --name 姓名 --role security-officer compliance-officer'],
      ['建立档案', 'bin/dutybook act profile begin --since 2024-01-02 --unit yes'],
      ['查看义务', 'bin/dutybook board'],
      ['签发接口令牌', 'bin/dutybook token create --name 用途'],
    ],
    here: '这里有',
    links: [
      ['/openapi.json', '接口说明（OpenAPI 3.1）'],
      ['/readyz', '是否就绪'],
      ['/metrics', '运行指标'],
    ],
    note: '各主体的检查点与哈希在 /tlog/主体编号/checkpoint，任何人可以核验。',
  },
  en: {
    title: 'Dutybook',
    lead: 'The server is running. The token of the first run stands in the terminal that started it.',
    next: 'Next',
    steps: [
      ['Register a party', 'bin/dutybook party register --kind operator --zh 名称 --en NAME --region 330100'],
      ['Add a person', 'bin/dutybook person add --name NAME --role security-officer compliance-officer'],
      ['Begin the profile', 'bin/dutybook act profile begin --since 2024-01-02 --unit yes'],
      ['See what is due', 'bin/dutybook board'],
      ['Issue an API token', 'bin/dutybook token create --name PURPOSE'],
    ],
    here: 'What is here',
    links: [
      ['/openapi.json', 'the API’s description (OpenAPI 3.1)'],
      ['/readyz', 'whether it is ready'],
      ['/metrics', 'figures of the running program'],
    ],
    note: 'Each party’s checkpoints and hashes are at /tlog/PARTY/checkpoint, for anybody to check.',
  },
} as const satisfies Record<Language, unknown>

const STYLE = `:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d2126; --second: #5f646b; --line: #dcd8cf; --indigo: #2f4b8a; --seal: #b2342b; --sheet: #fff }
@media (prefers-color-scheme: dark) { :root { --paper: #16181b; --ink: #e9e6df; --second: #a5a49f; --line: #34383d; --indigo: #8fa8e8; --seal: #e5675b; --sheet: #1e2125 } }
* { box-sizing: border-box }
body { margin: 0; padding: 48px 24px; background: var(--paper); color: var(--ink); font: 16px/26px "PingFang SC", "Microsoft YaHei", "Noto Sans SC", system-ui, sans-serif }
main { max-width: 720px; margin: 0 auto }
header { display: flex; align-items: center; gap: 16px; margin-bottom: 32px }
.seal { width: 44px; height: 44px; border-radius: 4px; background: var(--seal); color: var(--paper); display: grid; place-items: center; font: 24px/1 "Songti SC", "Noto Serif SC", serif }
h1 { font-size: 24px; line-height: 32px; margin: 0 } header p { margin: 0; color: var(--second) }
h2 { font-size: 16px; margin: 32px 0 8px; padding-top: 16px; border-top: 1px solid var(--line) }
ol, ul { margin: 0; padding: 0; list-style: none } li { padding: 8px 0 }
code { display: block; margin-top: 4px; padding: 8px 12px; background: var(--sheet); border: 1px solid var(--line); border-radius: 4px; font: 13px/20px ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere }
a { color: var(--indigo) } a:focus-visible { outline: 2px solid var(--indigo); outline-offset: 2px }
footer { margin-top: 32px; color: var(--second); font-size: 14px }
`

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

function pageOf(language: Language): string {
  const { title, lead, next, steps, here, links, note } = WORDS[language]
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/home.css">
</head>
<body>
<main>
<header><div class="seal" aria-hidden="true">责</div><div><h1>${title}</h1><p>${lead}</p></div></header>
<h2>${next}</h2>
<ol>${steps.map(([words, command]) => `<li>${escaped(words)}<code>${escaped(command)}</code></li>`).join('')}</ol>
<h2>${here}</h2>
<ul>${links.map(([href, words]) => `<li><a href="${href}">${href}</a> · ${escaped(words)}</li>`).join('')}</ul>
<footer>${escaped(note)}</footer>
</main>
</body>
</html>
`
}

/** The page at the address that is printed at start: what runs here, and what to do first. */
export function homeRoutes(app: FastifyInstance): void {
  app.get('/', (request, reply) => {
    const language = languageAccepted(request.headers['accept-language'])
    return reply
      .type('text/html; charset=utf-8')
      .header('content-language', language)
      .header('vary', 'accept-language')
      .header('cache-control', 'no-cache')
      .send(pageOf(language))
  })
  app.get('/home.css', (_request, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(STYLE))
}
