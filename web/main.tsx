import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queries } from './api/query.ts'
import { LanguageProvider } from './language.tsx'
import { router } from './routes.tsx'
import { carryNonce } from './theme/nonce.ts'
import { ThemeProvider } from './theme/theme.tsx'
import './theme/page.css'
import './theme/print.css'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no place for the application')

carryNonce(root.nonce)
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <ThemeProvider nonce={root.nonce}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ThemeProvider>
    </LanguageProvider>
  </StrictMode>,
)
