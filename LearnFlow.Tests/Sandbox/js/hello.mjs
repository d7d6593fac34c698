// node hello.mjs SERVER: what the client's own readme shows, against our server.
import piston from 'piston-client';

const client = piston({ server: process.argv[2] });
const runtimes = await client.runtimes();
console.log('runtimes', runtimes.map(runtime => runtime.language).sort().join(' '));
console.log('python', JSON.stringify((await client.execute('python', 'import sys\nprint("Hello World!", sys.argv[1:])')).run.output));
console.log('js', JSON.stringify((await client.execute({ language: 'javascript', version: '*', files: [{ content: 'console.log("Hello", prompt())' }], stdin: 'Ada\n', args: [] })).run.stdout));
console.log('error', JSON.stringify((await client.execute('cobol', 'x')).message));
