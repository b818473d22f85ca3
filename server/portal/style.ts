/** The seal in the corner of every page. */
export const SEAL =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="6" fill="#b2342b"/><rect x="5" y="5" width="54" height="54" rx="3" fill="none" stroke="#fbfaf7" stroke-width="2"/><text x="32" y="46" font-size="38" text-anchor="middle" fill="#fbfaf7" font-family="Songti SC,Noto Serif CJK SC,Noto Serif SC,SimSun,serif">责</text></svg>'

/** Paper, ink, cinnabar: the one style sheet of the public's pages. Cinnabar is the seal and what is wrong, indigo what may be followed or chosen. */
export const STYLE = `:root{color-scheme:light dark;--paper:#fbfaf7;--sheet:#fff;--ink:#1d2126;--second:#5c6167;--line:#dedad1;--edge:#8a8780;--cinnabar:#b2342b;--jade:#1f7a5a;--indigo:#2f4b8a;--tint:#f3f0e9;
--sans:"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",system-ui,sans-serif;--serif:"Source Han Serif SC","Noto Serif SC","Noto Serif CJK SC","Songti SC",SimSun,Georgia,serif}
@media (prefers-color-scheme:dark){:root{--paper:#16181b;--sheet:#1e2125;--ink:#e9e6df;--second:#a8a59e;--line:#353a40;--edge:#7d7f80;--cinnabar:#e5675b;--jade:#4fb58c;--indigo:#8fa8e8;--tint:#23272c}}
:root:lang(en){--sans:system-ui,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",sans-serif;--serif:Georgia,"Noto Serif","Source Han Serif SC","Noto Serif SC","Noto Serif CJK SC","Songti SC",serif}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:18px/30px var(--sans);overflow-wrap:anywhere}
body>*{width:calc(100% - 48px);max-width:680px;margin-inline:auto}
:lang(en){overflow-wrap:break-word}
h1,h2,p,ul,ol,dl,dd,fieldset,legend{margin:0;padding:0;border:0}
ul,ol{list-style:none}
h1{font:600 30px/42px var(--serif);letter-spacing:.01em;text-wrap:balance}
h2{font:600 20px/30px var(--serif);margin-top:48px}
a{color:var(--indigo);text-underline-offset:4px;text-decoration-thickness:1px}
:focus-visible{outline:3px solid var(--indigo);outline-offset:3px}
main:focus{outline:none}
time,.code,.progress{font-variant-numeric:tabular-nums}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-9999px;background:var(--sheet);padding:8px 16px}
.skip:focus{left:0;width:auto;z-index:1}
.top{display:flex;align-items:center;justify-content:space-between;gap:16px;min-height:72px;border-bottom:1px solid var(--line);margin-bottom:48px}
.home{display:flex;align-items:center;gap:12px;min-height:44px;color:inherit;text-decoration:none;font-family:var(--serif);font-weight:600}
.home:hover span:last-child{text-decoration:underline}
.seal{flex:none;display:grid;place-items:center;width:36px;height:36px;border-radius:4px;background:var(--cinnabar);color:var(--paper);font:600 22px/1 var(--serif);box-shadow:inset 0 0 0 2px var(--cinnabar),inset 0 0 0 3px var(--paper)}
.language{flex:none;margin-right:-8px;display:grid;place-items:center;min-height:44px;padding:0 8px;background:none;border:0;color:var(--indigo);font:inherit;font-size:16px;text-decoration:underline;text-underline-offset:4px;text-decoration-thickness:1px;cursor:pointer}
.foot{margin-top:96px;padding-block:24px 48px;border-top:1px solid var(--line);color:var(--second);font-size:15px;line-height:26px}
.foot a,.count a{display:inline-block;min-height:24px}
.lead{margin-top:12px;color:var(--second)}
.kind,.other-name{color:var(--second)}
.other-name{margin-top:4px;font-family:var(--serif)}
.rows{margin-top:16px;border-top:1px solid var(--line)}
.rows a{display:block;position:relative;padding:18px 40px 18px 0;border-bottom:1px solid var(--line);text-decoration:none}
.rows a::after{content:"";position:absolute;right:8px;top:50%;width:9px;height:9px;border:solid var(--edge);border-width:2px 2px 0 0;transform:translateY(-50%) rotate(45deg)}
.rows a:hover .row-title{text-decoration:underline;text-underline-offset:4px}
.row-title,.row-help{display:block}
.row-title{font-weight:600}
.row-help{color:var(--second);font-size:16px;line-height:26px}
.empty,.note{margin-top:16px;padding:16px 20px;background:var(--tint);border-radius:4px}
.note+h1{margin-top:32px}
.count{margin-top:24px;color:var(--second)}
.search{display:grid;grid-template-columns:1fr 1fr auto;align-items:end;gap:16px;margin-top:32px}
.search .field{margin:0}
.before{margin-top:24px;padding-left:1.4em;list-style:disc}
.before li{padding:4px 0}
.before li::marker{color:var(--edge)}
.asked{margin-top:12px;padding-left:1.9em;list-style:decimal;color:var(--second)}
.asked li{padding:2px 0}
.offer form>.main{margin-top:24px}.offer .buttons{margin-top:32px}
.optional{color:var(--second);font:400 16px/26px var(--sans);letter-spacing:0}
.progress{color:var(--second);font-size:16px}
.ticks{display:flex;gap:6px;margin:8px 0 32px}
.ticks i{flex:1;height:3px;background:var(--line)}
.ticks .is-past{background:var(--ink)}
.field{margin-top:24px}
.ticks+form>input+.field,form>.field:first-child{margin-top:0}
form>h1+.field{margin-top:20px}
label,legend{font-weight:600}
h1 label,legend h1{font-weight:600}
.help,.source{color:var(--second);font-size:16px;line-height:26px}
.help{margin-top:8px}
.source{margin-top:20px}
.source span{display:block}
.source .law{display:inline}
.law{font-family:var(--serif)}
.wrong{margin-top:8px;color:var(--cinnabar);font-weight:600}
.is-wrong{border-left:4px solid var(--cinnabar);padding-left:16px}
input:not([type=radio],[type=checkbox]),textarea,select{display:block;width:100%;min-height:52px;margin-top:12px;padding:10px 14px;background:var(--sheet);color:inherit;border:1px solid var(--edge);border-radius:4px;font:inherit}
textarea{line-height:30px;resize:vertical}
.is-wrong>input,.is-wrong>textarea,.is-wrong>select{border:2px solid var(--cinnabar)}
.choices{margin-top:16px}
.choice{position:relative;display:flex}
.choice input{position:absolute;left:14px;top:14px;width:24px;height:24px;margin:0;accent-color:var(--indigo)}
.choice label{flex:1;min-height:52px;padding:11px 14px 11px 52px;border:1px solid var(--line);border-radius:4px;background:var(--sheet);font-weight:400;cursor:pointer}
.choice+.choice{margin-top:8px}
.choice input:checked+label{border-color:var(--indigo);box-shadow:inset 0 0 0 1px var(--indigo)}
.choice input:focus-visible{outline:none}
.choice input:focus-visible+label{outline:3px solid var(--indigo);outline-offset:2px}
.block{margin-top:16px;padding:16px 0 16px 20px;border-left:2px solid var(--line)}
.buttons{display:flex;flex-wrap:wrap;gap:12px;margin-top:32px}
button:not(.language),.button{display:inline-grid;place-items:center;min-height:52px;padding:10px 24px;border:1px solid var(--edge);border-radius:4px;background:var(--sheet);color:var(--ink);font:inherit;text-decoration:none;text-align:center;cursor:pointer}
button.main,.button{background:var(--ink);border-color:var(--ink);color:var(--paper);font-weight:600}
button.main:hover,.button:hover{background:var(--indigo);border-color:var(--indigo)}
button.plain{min-height:44px;padding:8px 12px;border-color:transparent;background:none;color:var(--indigo);text-decoration:underline;text-underline-offset:4px;text-decoration-thickness:1px}
.block>.plain,fieldset>.plain{margin:12px 0 0 -12px}
button.unseen{position:absolute;min-height:0;padding:0;border:0}
.trouble{margin-bottom:40px;padding:20px 24px;border:2px solid var(--cinnabar);border-radius:4px;background:var(--sheet)}
.trouble h2{margin:0;color:var(--cinnabar)}
.trouble li{padding-top:8px}
.trouble a{color:var(--cinnabar);font-weight:600;display:inline-block;min-height:24px}
.slip,.receipt{margin-top:24px;padding:8px 24px;background:var(--sheet);border:1px solid var(--line);border-radius:4px}
.slip>div,.pairs>div{display:grid;grid-template-columns:7.5em 1fr;gap:4px 16px;padding:10px 0}
:lang(en) .slip>div,:lang(en) .pairs>div{grid-template-columns:9.5em 1fr}
.slip>div+div{border-top:1px solid var(--line)}
dt{color:var(--second);font-size:16px}
.slip .law span{display:block;font-size:16px;line-height:26px}
.answers{margin-top:16px;border-top:1px solid var(--line)}
.answers>div{display:grid;grid-template-columns:1fr auto;gap:2px 16px;padding:14px 0;border-bottom:1px solid var(--line)}
.answers dt{grid-column:1}
.answers dd{grid-column:1}
.answers .change{grid-column:2;grid-row:1/3;align-self:center}
.answers .change button{margin-right:-12px}
.said{white-space:pre-wrap}
.blank{color:var(--second)}
.plain-list li{padding:0}
.receipt{position:relative;margin:0;padding:32px 32px 20px;border:1px solid var(--edge);outline:1px solid var(--line);outline-offset:4px;border-radius:2px}
.stamp{position:absolute;right:28px;top:28px;width:64px;height:64px;font-size:24px;border-radius:6px;transform:rotate(-6deg);box-shadow:inset 0 0 0 4px var(--cinnabar),inset 0 0 0 5px var(--paper)}
.code-label{margin-top:28px;color:var(--second);font-size:16px}
.code{font:600 clamp(28px,6.4vw,36px)/1.4 ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono","DejaVu Sans Mono",monospace;letter-spacing:.02em;overflow-wrap:normal}
.code span{display:inline-block}
.code-input{font:600 22px/32px ui-monospace,Menlo,Consolas,"Noto Sans Mono","DejaVu Sans Mono",monospace!important;letter-spacing:.04em;text-transform:uppercase}
.once{margin:12px 0 16px}
.receipt .pairs{border-top:1px solid var(--line);padding-top:8px}
.address{font:15px/24px ui-monospace,Menlo,Consolas,"Noto Sans Mono","DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.address .help{display:block;margin:0;font:15px/24px var(--sans)}
.steps{margin-top:16px}
.steps li{position:relative;padding:0 0 20px 40px}
.steps li+li::before{content:"";position:absolute;left:11px;top:-16px;height:16px;border-left:2px solid var(--line)}
.sign{position:absolute;left:0;top:3px;display:grid;place-items:center;width:24px;height:24px;color:var(--second);font-weight:700}
.step-done .sign{color:var(--jade)}
.step-now .sign{color:var(--indigo)}
.step-now .step-title{font-weight:600}
.step-state{display:block;color:var(--second);font-size:16px;line-height:24px}
.told li{margin-top:16px}
.told>li{padding:16px 20px;background:var(--sheet);border:1px solid var(--line);border-radius:4px}
.told>.is-mine{margin-left:48px;background:var(--tint)}
.told-head{color:var(--second);font-size:16px;line-height:26px}
.told-head strong{color:var(--ink)}
.told .pairs>div{padding:6px 0}
.told .pairs>div,:lang(en) .told .pairs>div{grid-template-columns:1fr;gap:0}
.pairs.is-one dt{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.told .plain-list li{margin:0}
.crumb{margin-bottom:16px}
.crumb a,.pages a{display:inline-block;min-height:44px;padding:7px 0}
.tabs{display:flex;flex-wrap:wrap;gap:8px;margin-top:24px}
.tabs a{display:inline-block;min-height:44px;padding:6px 14px;border:1px solid var(--line);border-radius:4px;background:var(--sheet);text-decoration:none}
.tabs [aria-current]{border-color:var(--indigo);box-shadow:inset 0 0 0 1px var(--indigo);font-weight:600}
.tally{color:var(--second);font-weight:400;font-variant-numeric:tabular-nums}
.pages{display:flex;justify-content:space-between;align-items:center;gap:16px;margin-top:24px;color:var(--second)}
.is-gone .row-title{text-decoration:line-through;font-weight:400}
.prose{margin-top:12px}
.prose p+p{margin-top:16px}
.leave{margin-top:64px;padding-top:24px;border-top:1px solid var(--line)}
.leave p{color:var(--second);font-size:16px;line-height:26px;margin-bottom:12px}
@media (max-width:599px){body>*{width:calc(100% - 32px)}.offer .main{width:100%}.pages{flex-wrap:wrap}.top{margin-bottom:32px}h1{font-size:26px;line-height:38px}.search{grid-template-columns:1fr}.buttons{flex-direction:column}.buttons>*{width:100%}.receipt{padding:24px 20px 12px}.stamp{right:16px;top:16px;width:52px;height:52px;font-size:20px}
.slip>div,.pairs>div,:lang(en) .slip>div,:lang(en) .pairs>div{grid-template-columns:1fr;gap:0}.slip,.receipt{padding-inline:16px}.told>.is-mine{margin-left:24px}}
@media (prefers-contrast:more){:root{--second:var(--ink);--line:var(--edge)}}
@media (forced-colors:active){.ticks .is-past{background:CanvasText}}
@media print{:root{color-scheme:light;--paper:#fff;--sheet:#fff;--ink:#000;--second:#333;--line:#999;--edge:#666;--tint:#fff}body{font-size:12pt;line-height:18pt}.top{margin-bottom:16pt}.language,.skip,.buttons,.leave,.foot p:last-child,.no-print{display:none}.seal{print-color-adjust:exact;-webkit-print-color-adjust:exact}.receipt,.told>li{break-inside:avoid}.code{font-size:28pt}.foot{margin-top:24pt}}
`
