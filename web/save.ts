import { download, type Wish } from './api/client.ts'

/** Asks the server for a file and gives it to the person, under the name that the server gives it. */
export async function save(path: string, name: string, wish: Wish = {}): Promise<void> {
  const file = await download(path, wish)
  saveFile(file.name ?? name, file.blob)
}

/** Gives a file to the person, as a download under a name. */
export function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
