// Saves a program on the learner's device: one file as it is, several as a .zip.
import type { ProgramFile } from './run';

export async function download(name: string, code: string, others: ProgramFile[]): Promise<void> {
  if (others.length === 0) return save(`${name}.py`, new Blob([code], { type: 'text/x-python' }));
  const { strToU8, zipSync } = await import('fflate');
  const entries = [{ name: 'main.py', content: code }, ...others].map(file => [file.name, strToU8(file.content)]);
  save(`${name}.zip`, new Blob([zipSync(Object.fromEntries(entries)) as BlobPart], { type: 'application/zip' }));
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser reads it when it likes
}
