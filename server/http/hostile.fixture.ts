/** Texts of somebody who means harm, each for a place in which it might be more than text. A page that runs one of them sets `window.__hit`. */
export const HOSTILE = {
  script: '<script>window.__hit=1</script></title></textarea></style>',
  image: '<img src=x onerror="window.__hit=1"><svg onload="window.__hit=1">',
  attribute: '" autofocus onfocus="window.__hit=1" x=\'\' onpointerenter=\'window.__hit=1',
  frame: '<iframe srcdoc="<script>parent.__hit=1</script>"></iframe><base href="https://evil.example/">',
  address: 'javascript:window.__hit=1//https://evil.example/beacon',
  markdown: '[x](javascript:window.__hit=1) ![x](https://evil.example/pixel.png)',
  template: '${window.__hit=1}{{constructor.constructor("window.__hit=1")()}}<%= 7*7 %>',
  sql: "'; drop table journal.entry; --",
  field: '{ HYPERLINK "http://evil.example" } DDEAUTO c:\\windows\\system32\\cmd.exe',
  xml: ']]></w:t></w:r><w:fldSimple w:instr="DDEAUTO cmd"/>&xxe;<!ENTITY xxe SYSTEM "file:///etc/passwd">',
  pdf: ') /S /JavaScript /JS (app.alert(1)) /OpenAction /Launch /URI (http://evil.example',
  path: '../../../../etc/passwd',
  bidi: '\u202Egnp.exe\u2066\u2069',
  header: 'a\r\nBcc: thief@evil.example\r\nContent-Type: text/html\r\n\r\n<b>',
} as const

/** All of them in one text. */
export const ALL = Object.values(HOSTILE).join(' | ')

/** What a spreadsheet would take for a formula: it stands at the beginning of a cell. */
export const FORMULAS = ["=cmd|'/C calc'!A0", '=HYPERLINK("http://evil.example","x")', '+1+cmd', '-2+3+cmd', '@SUM(1+1)', '\t=1+1', '\r=1+1', '＝1+1'] as const
