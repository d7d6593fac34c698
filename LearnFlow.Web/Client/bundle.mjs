// Bundles the scripts and styles of the pages into wwwroot/dist. Run by the build (LearnFlow.Web.csproj) and by `npm run bundle`.
// Every entry is an ES module; what several share, and everything imported lazily (the editor), becomes a chunk of its own
// whose name carries its hash. Files are written only when their content differs, so that a build in parallel that reads
// them never finds one half written without need.
import { build } from 'esbuild';
import { mkdir, readFile, readdir, rm, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const client = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(client, '..', 'wwwroot', 'dist');

const result = await build({
  absWorkingDir: client,
  entryPoints: {
    site: 'site.ts',
    workspace: 'workspace.ts',
    prediction: 'prediction.ts',
    article: 'article.ts',
    quiz: 'quiz.ts',
    teach: 'teach.ts',
    replay: 'replay.ts',
    styles: 'styles/site.css',
    'editor.worker': '../node_modules/monaco-editor/esm/vs/editor/editor.worker.js',
  },
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022'],
  minify: true,
  legalComments: 'none',
  entryNames: '[name]',
  chunkNames: 'chunks/[name]-[hash]',
  assetNames: 'assets/[name]-[hash]',
  loader: { '.ttf': 'file', '.svg': 'dataurl' },
  write: false,
  logLevel: 'warning',
});

const written = new Set();
for (const { path: file, contents } of result.outputFiles) {
  written.add(file);
  const current = await readFile(file).catch(() => null);
  if (current?.equals(contents)) continue;
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, contents);
  await rename(temporary, file);
}

for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  const file = path.join(entry.parentPath, entry.name);
  if (entry.isFile() && !written.has(file) && !/\.(tmp|stamp)$/.test(file)) await rm(file, { force: true });
}
