import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The client as one classic script and one style sheet, for exported reports: a page opened from a folder may load neither modules
 * nor parts of them. Names are fixed, since the exporter writes them into its page.
 */
export default defineConfig({
  root: 'src/client',
  publicDir: false,
  plugins: [react()],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: '../../dist/report',
    emptyOutDir: true,
    cssCodeSplit: false,
    lib: { entry: 'main.tsx', formats: ['iife'], name: 'killrate', fileName: () => 'report.js', cssFileName: 'report' },
  },
});
