import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The pages, built to files that the server serves: nothing of them is loaded from anywhere else. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // `#law/x.ts` is the source, as for the compiler.
  resolve: { conditions: ['source', 'module', 'browser', 'production'] },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the policy of the pages lets nothing stand inline
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500, // kB before compression; a test holds what each page weighs
  },
})
