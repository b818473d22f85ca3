/** What people choose when they are asked to choose: words, names, keys side by side. */
const WORDS: readonly string[] = `
  password passwort passwd pass admin administrator root user guest test login welcome letmein changeme secret
  default system manager server master super qwerty qwertyuiop asdf asdfgh asdfghjkl zxcv zxcvbnm qaz wsx edc
  abc abcd abcdef abcdefgh iloveyou sunshine princess dragon monkey football hello world summer winter spring autumn
  china beijing shanghai zhongguo woaini mima nihao wangluo anquan guanliyuan zerenbu dutybook cybersecurity security
  company office huawei tencent alibaba a p q x z
  密码 口令 管理员 系统 安全 网络 责任簿 你好 我爱你 中国 公司
`
  .trim()
  .split(/\s+/)

const LETTERS: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' }

/** Whether a password is nothing but common words, figures and signs, letters written as figures among them, or of very few signs. */
export function isCommon(password: string): boolean {
  const lower = password.toLowerCase()
  const readings = [lower, lower.replace(/[013457@$]/g, (sign) => LETTERS[sign] ?? sign)].map((text) => text.replace(/[^\p{L}]/gu, ''))
  return readings.some(isOfWords) || new Set(lower).size < 5
}

/** Whether words in a row make up the text. Each place is looked at once: a pattern would try every way to cut the text up. */
function isOfWords(letters: string): boolean {
  const reached = new Set([0])
  for (let at = 0; at < letters.length; at += 1) if (reached.has(at)) for (const word of WORDS) if (letters.startsWith(word, at)) reached.add(at + word.length)
  return reached.has(letters.length)
}
