import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** What every page needs, whichever it is: the document asks for it at once, beside the script that finds out which page it is. */
const NEEDED = 'main.tsx';

export default defineConfig({
  root: 'src/client',
  plugins: [react(), preloadNeeded(), compressAssets()],
  build: {
    outDir: '../../dist/client',
    emptyOutDir: true,
    // One small sheet at once is sooner there than one more for each part.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // The first script must wait for nothing else.
            {
              name: 'start',
              test: /src[\\/]client[\\/](?:address|early|first-reads|page-code)\.ts$|preload-helper|rolldown[\\/]runtime/,
              priority: 4,
            },
            { name: 'base', test: /node_modules[\\/].*[\\/](?:react|react-dom|scheduler|zod)[\\/]/, priority: 3 },
            // What several pages share is small: in one part it costs one request, and not twenty.
            { name: 'parts', test: /src[\\/]client[\\/]|packages[\\/]shared[\\/]/, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
});

/** Puts links into the document that load the code of {@link NEEDED}, and all that it imports, ahead. */
function preloadNeeded(): Plugin {
  return {
    name: 'preload-needed',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
        const needed = chunks.find(({ facadeModuleId }) => facadeModuleId !== null && basename(facadeModuleId) === NEEDED);
        if (needed === undefined) return [];
        return [needed.fileName, ...needed.imports]
          .filter((name) => !html.includes(name))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
            injectTo: 'head' as const,
          }));
      },
    },
  };
}

/** Below this, a smaller file saves nothing. */
const LEAST_BYTES = 1_400;

/** Writes every script and style sheet once more as small as it gets, for a server that need not do so while somebody waits. */
function compressAssets(): Plugin {
  return {
    name: 'compress-assets',
    writeBundle({ dir = '' }, bundle) {
      for (const output of Object.values(bundle)) {
        const content = Buffer.from(output.type === 'chunk' ? output.code : output.source);
        if (!/\.(?:js|css)$/.test(output.fileName) || content.length < LEAST_BYTES) continue;
        writeFileSync(join(dir, `${output.fileName}.br`), brotliCompressSync(content));
        writeFileSync(join(dir, `${output.fileName}.gz`), gzipSync(content, { level: 9 }));
      }
    },
  };
}
