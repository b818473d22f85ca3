import { styleString } from './markup.ts'

/** Paper, ink, cinnabar. Second ink keeps 4.5 : 1 on paper and on sheet, in light and in dark. */
const LIGHT =
  '--paper:#FBFAF7;--sheet:#FFFFFF;--ink:#1D2126;--second:#62656A;--line:#DEDAD1;--hair:#ECE9E2;--cinnabar:#B2342B;--amber:#8A5F00;--jade:#1F7A5A;--indigo:#2F4B8A'
const DARK =
  '--paper:#16181B;--sheet:#1E2125;--ink:#E9E6DF;--second:#A3A29E;--line:#3A3E44;--hair:#2A2E33;--cinnabar:#E5675B;--amber:#D9A441;--jade:#4FB58C;--indigo:#8FA8E8'

const SCREEN = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:none;text-size-adjust:none;color-scheme:light dark}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",system-ui,-apple-system,"Segoe UI",sans-serif;font-variant-numeric:tabular-nums lining-nums;overflow-wrap:anywhere;line-break:strict}
:lang(en) body,html:lang(en) body{font-family:system-ui,-apple-system,"Segoe UI","Helvetica Neue","Noto Sans","Liberation Sans","Noto Sans CJK SC",sans-serif}
h1,h2,h3,.cite,.seal text{font-family:"Source Han Serif SC","Noto Serif SC","Noto Serif CJK SC","Songti SC",STSong,SimSun,Georgia,serif}
html:lang(en) :is(h1,h2,h3,.cite){font-family:Georgia,"Times New Roman","Noto Serif","Liberation Serif","Noto Serif CJK SC",serif}
h1,h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}
ul,ol{list-style:none}
a{color:inherit;text-decoration:none}
a:focus-visible,summary:focus-visible{outline:2px solid var(--indigo);outline-offset:3px}
.page{max-width:1120px;margin:0 auto;padding:40px 40px 56px}
.quiet,.note,dt,.date,.place,.line-place,caption,figcaption{color:var(--second)}
.quiet{font:400 12px/1.5 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",sans-serif}
.code,.ref{font-family:ui-monospace,SFMono-Regular,Consolas,"DejaVu Sans Mono",monospace;font-size:.92em}
.masthead{display:grid;grid-template-columns:1fr auto;gap:8px 32px;align-items:start;border-bottom:1px solid var(--ink);padding-bottom:20px;position:relative}
.masthead::after{content:"";position:absolute;left:0;right:0;bottom:-5px;border-bottom:3px solid var(--ink)}
.product{font-weight:600;letter-spacing:.12em}
.product span{font-weight:400;letter-spacing:.04em;color:var(--second)}
h1{font-size:30px;line-height:1.3;font-weight:600;margin-top:6px;text-wrap:balance}
.seal{width:68px;height:68px;transform:rotate(-1.5deg)}
.seal rect{fill:var(--cinnabar)}
.seal .rim{fill:none;stroke:var(--paper);stroke-width:1.2}
.seal text{fill:var(--paper);font-size:24px;font-weight:600}
.facts{grid-column:1/-1;display:grid;grid-template-columns:auto auto 1fr 2fr auto;gap:12px 32px;margin-top:12px}
.facts dt{font-size:12px}
.counts{display:flex;flex-wrap:wrap;gap:8px 28px;padding:22px 0 18px}
.counts a{display:flex;align-items:baseline;gap:8px;border-bottom:1px solid transparent}
.counts a:hover{border-color:var(--indigo)}
.counts b{font-size:22px;font-weight:600;line-height:1}
.counts .overdue b{color:var(--cinnabar)}
.strip{display:grid;grid-template-columns:1fr 1fr;border:1px solid var(--line);background:var(--sheet);break-inside:avoid}
.strip section{padding:16px 20px 18px;min-width:0}
.strip section+section{border-left:1px solid var(--line)}
.strip h2{font-size:15px;font-weight:600;margin-bottom:10px}
.strip li{display:grid;gap:0;padding:9px 0;border-top:1px solid var(--hair)}
.strip .note{padding-top:4px}
.line-head{display:flex;justify-content:space-between;gap:12px}
.line-title{font-weight:600}
.line-place{font-size:12px}
.line-place .cite{font-family:inherit}
.state{font-weight:600;white-space:nowrap}
.mark{display:inline-block;width:1.1em;text-align:center}
.late .state,.state.late,.late .clock{color:var(--cinnabar)}
.soon .state,.state.soon,.soon .clock{color:var(--amber)}
.state.done{color:var(--jade)}
.clock{font-weight:600}
.part{margin-top:44px}
.part>h2{font-size:20px;font-weight:600;line-height:1.4;border-bottom:1px solid var(--ink);padding-bottom:6px;margin-bottom:0}
.count{font:600 14px/1 system-ui,sans-serif;color:var(--second);margin-left:4px;font-variant-numeric:tabular-nums}
.note{padding:12px 0 4px}
.entry{display:grid;grid-template-columns:168px 1fr;gap:4px 28px;padding:20px 0 18px;border-bottom:1px solid var(--line);break-inside:avoid}
.when{display:flex;flex-direction:column;gap:2px;border-left:3px solid var(--line);padding-left:12px;align-self:start}
.late .when{border-color:var(--cinnabar)}
.soon .when{border-color:var(--amber)}
time{white-space:nowrap}
.when .clock{font-size:17px;line-height:1.4}
.when .date,td .date{font-size:12px}
h3{font-size:17px;line-height:1.45;font-weight:600}
.place{margin:2px 0 10px}
.place .cite{color:var(--ink)}
.place .subject::before{content:"·";margin:0 6px 0 2px}
.sides{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:8px 32px;align-items:start}
.entry dl{display:grid;gap:8px}
.entry dt,.verdict dt{font-size:12px}
.next dd{font-weight:600}
.next dd::before{content:"→";margin-right:6px;font-weight:400}
dd ul li{padding-left:1em;text-indent:-1em}
dd ul li::before{content:"·";display:inline-block;width:1em;text-indent:0;text-align:center}
.account{margin-top:12px;color:var(--second)}
.account summary,.fold summary{cursor:pointer;color:var(--indigo);font-size:13px;width:fit-content}
.account ol{margin-top:8px;border-left:1px solid var(--line);padding-left:14px;max-width:72em}
.account li{padding:2px 0}
.account time{display:inline-block;min-width:9.6em;font-size:12px}
.fold{margin-top:8px}
table{width:100%;border-collapse:collapse;margin-top:10px}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50% 50% 50% 50%)}
th,td{text-align:left;vertical-align:top;padding:9px 20px 9px 0;font-weight:400;border-bottom:1px solid var(--hair)}
thead th{font-size:12px;color:var(--second);border-bottom:1px solid var(--line);white-space:nowrap}
tbody th{font-weight:600}
th.wide{min-width:11em}
th.plain{min-width:7.5em}
th.short{min-width:5em}
tr>:last-child{padding-right:0}
tr{break-inside:avoid}
.verdict{padding:22px 0 18px;border-bottom:1px solid var(--line)}
.tier{font-family:inherit;font-weight:400;color:var(--second);font-size:15px;margin-left:8px}
.verdict dl{display:grid;gap:8px;margin-top:16px}
.verdict dl>div{display:grid;grid-template-columns:140px minmax(0,1fr);gap:20px;break-inside:avoid}
.verdict dt{padding-top:2px}
.step-of{font-weight:600;margin-top:12px;color:var(--ink)}
.ranges{margin-top:18px;break-inside:avoid}
figcaption{font-size:12px;margin-bottom:6px}
.bar{display:grid;grid-template-columns:140px minmax(0,1fr) minmax(0,240px);gap:20px;align-items:center;min-height:34px}
.bar-name{color:var(--second);font-size:12px}
.bar-line{display:block;width:100%;height:30px;overflow:visible}
.bar-line line{stroke:var(--line);stroke-width:1;vector-effect:non-scaling-stroke}
.bar-line .reached{fill:var(--ink)}
.bar-line .possible{fill:none;stroke:var(--ink);stroke-width:1.2;stroke-dasharray:4 3;vector-effect:non-scaling-stroke}
.bar-words{font-size:13px;text-wrap:balance}
dd,li,p,td{text-wrap:pretty}
.ticks{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(0,1fr);margin:2px 260px 0 160px;font-size:11px;color:var(--second);border-top:1px solid var(--line)}
.ticks span{padding-top:3px;white-space:nowrap}
.questions{list-style:decimal;padding-left:1.8em;margin-top:8px}
.questions li{padding:5px 0}
footer{margin-top:56px;border-top:3px double var(--ink);padding-top:16px}
footer h2{font-size:15px;font-weight:600}
footer p{margin:4px 0 12px;color:var(--second)}
footer dl div{display:grid;grid-template-columns:120px minmax(0,1fr);gap:16px;padding:3px 0}
footer .advice{margin:16px 0 0;color:var(--ink)}
`

const NARROW = `
@media screen and (max-width:860px){
.page{padding:20px 16px 40px}
h1{font-size:23px}
.seal{width:52px;height:52px}
.masthead{gap:8px 16px}
.facts{grid-template-columns:1fr 1fr;gap:10px 16px}
.strip{grid-template-columns:1fr}
.strip section{padding:14px 16px}
.strip section+section{border-left:0;border-top:1px solid var(--line)}
.strip h2 .quiet{display:block}
.counts{gap:10px 20px}
.counts b{font-size:18px}
.entry{grid-template-columns:1fr;gap:10px}
.when{flex-direction:row;flex-wrap:wrap;gap:0 14px;align-items:baseline}
.when .clock{font-size:15px}
.sides{grid-template-columns:1fr}
.verdict dl>div,footer dl div{grid-template-columns:1fr;gap:0}
.bar{grid-template-columns:1fr;gap:0;padding-bottom:6px}
.ticks{margin-left:0;margin-right:0}
.account time{display:block}
table,tbody,tr,th,td{display:block}
thead{display:none}
tr{border-bottom:1px solid var(--line);padding:10px 0}
th,td{border:0;padding:1px 0}
td[data-name]::before{content:attr(data-name);color:var(--second);font-size:12px;margin-right:10px}
}
@media (prefers-reduced-motion:no-preference){.counts a{transition:border-color .12s}}
`

/** A4, always on white. The short reasons are printed, not every step of a duty; how an exposure is reached is opened. */
const PRINT = `
@media print{
html{color-scheme:light}
body{background:#fff;font-size:9.5pt;line-height:1.5}
.page{max-width:none;padding:0}
.masthead .seal{width:54px;height:54px}
h1{font-size:19pt}
.facts{grid-template-columns:1fr 1fr;gap:6px 24px}
.counts{padding:14px 0 12px;gap:6px 20px}
.counts b{font-size:13pt}
.strip li{padding:6px 0}
.part{margin-top:22px}
.part>h2{font-size:14pt;break-after:avoid}
h3{font-size:11.5pt;break-after:avoid}
.entry{grid-template-columns:148px 1fr;gap:4px 18px;padding:11px 0 10px}
.sides{gap:5px 22px}.entry dl{gap:5px}
.when .clock{font-size:11.5pt}
.when .date{font-size:8pt}
.entry .account,#settled .fold,#kept .fold summary{display:none}
details.steps::details-content,#kept .fold::details-content{content-visibility:visible;block-size:auto;display:block}
details.steps summary{list-style:none;color:var(--second)}
.verdict{break-inside:auto;padding:12px 0 10px}
.verdict table{break-inside:avoid}
.bar{grid-template-columns:84px minmax(0,1fr) minmax(0,190px);gap:14px;min-height:26px}
.bar-line{height:24px}
.ticks{margin:2px 204px 0 98px}
.bar-line .reached,.seal rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.verdict dl>div{grid-template-columns:84px minmax(0,1fr);gap:14px}
table{font-size:8.8pt}
th,td{padding:5px 14px 5px 0}
thead{display:table-header-group}
.note,figcaption,.part>h2{break-after:avoid}
footer{margin-top:24px;break-inside:avoid}
}
`

/** The one style sheet of the page. `head` is repeated on every printed page. */
export function styleSheet(head: string): string {
  const box =
    'font:8pt "PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",sans-serif;color:#62656A;border-bottom:.5pt solid #1D2126;white-space:nowrap;vertical-align:bottom;padding-bottom:2mm;margin-bottom:4mm'
  const corner = (place: string, content: string): string => `@${place}{content:${content};${box}}`
  const none = ['top-left', 'top-center', 'top-right'].map((place) => `@${place}{content:none}`).join('')
  const pages = `@page{size:A4;margin:22mm 16mm 16mm;${corner('top-left', styleString(head))}${corner('top-center', '""')}${corner('top-right', 'counter(page) " / " counter(pages)')}}\n@page:first{margin-top:14mm;${none}}`
  return `:root{${LIGHT}}\n@media screen and (prefers-color-scheme:dark){:root{${DARK}}}${SCREEN}${NARROW}${PRINT}${pages}\n`
}
