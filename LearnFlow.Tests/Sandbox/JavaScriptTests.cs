using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class JavaScriptTests
{
    [TestMethod]
    public async Task A_long_forged_error_does_not_hold_the_worker()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1");
        var worker = sandbox.Pool.Ready.Single();
        const string code = "console.error('Uncaught Error: x\\n' + '\\n'.repeat(900000)); process.exit(1)";

        var result = await sandbox.RunAsync(new RunRequest("javascript", code, Limits: new RunLimits(30_000, 20_000, OutputBytes: 1 << 20)));

        Assert.AreEqual((RunStatus.Error, "Error", "x"), (result.Status, result.ErrorType, result.ErrorMessage));
        CollectionAssert.AreEqual(new[] { worker }, sandbox.Pool.Ready.ToArray());
    }

    [TestMethod]
    [DataRow("console.log('hello', 1 + 1, [1, 'a', { b: null }], new Map([[1, 2]]), undefined, 5n, () => 1)", "hello 2 [ 1, 'a', { b: null } ] Map(1) { 1 => 2 } undefined 5n [Function: (anonymous)]\n")]
    [DataRow("const o = { s: 'x', n: -0 }; o.self = o; console.log(o, new Set([1]), class A {}, [])", "{ s: 'x', n: -0, self: [Circular *1] } Set(1) { 1 } [class A] []\n")]
    [DataRow("console.log('%s is %d years and %o', 'Ada', 36, [1], 'x')", "Ada is 36 years and [ 1 ] x\n")]
    [DataRow("setTimeout(() => console.log('later'), 5); Promise.resolve('soon').then(console.log); console.log('now')", "now\nsoon\nlater\n")]
    [DataRow("(async () => { const x = await Promise.all([1, Promise.resolve(2)]); process.stdout.write(x.join('+') + '\\n') })()", "1+2\n")]
    [DataRow("import { twice } from './lib.js';\nconsole.log(twice(21))", "42\n")]
    public async Task A_program_prints_what_Node_would(string code, string output)
    {
        var result = await RunAsync(code);

        Assert.AreEqual((RunStatus.Ok, output, ""), (result.Status, result.Output, result.Error));
        StringAssert.StartsWith(result.Runtime, "javascript ");
    }

    [TestMethod]
    [DataRow("const name = prompt('name?'); console.log('Hello ' + name)", "name? Hello Ada\n")]
    [DataRow("const lines = require('fs').readFileSync(0, 'utf8').trim().split('\\n'); console.log(lines)", "[ 'Ada', '36' ]\n")]
    [DataRow("const rl = require('readline').createInterface({ input: process.stdin }); const all = []; rl.on('line', line => all.push(line)); rl.on('close', () => console.log(all.join('-')))", "Ada-36\n")]
    public async Task Standard_input_is_read(string code, string output) =>
        Assert.AreEqual(output, (await RunAsync(code, "Ada\n36\n")).Output);

    [TestMethod]
    [DataRow("function f(x) {\n  return x.y.z;\n}\n\nf({});", "TypeError", "cannot read property 'z' of undefined", 2)]
    [DataRow("let a = 1;\nlet b = ;\n", "SyntaxError", "unexpected token in expression: ';'", 2)]
    [DataRow("const a = 1;\na = 2;", "TypeError", "'a' is read-only", 2)]
    [DataRow("class MyError extends Error { get name() { return 'MyError'; } }\nthrow new MyError('mine')", "MyError", "mine", 2)]
    [DataRow("let x;\nmissing()", "ReferenceError", "'missing' is not defined", 2)]
    public async Task An_error_has_its_type_its_text_and_its_line(string code, string type, string message, int line)
    {
        var result = await RunAsync(code);

        Assert.AreEqual((RunStatus.Error, type, message, line), (result.Status, result.ErrorType, result.ErrorMessage, result.ErrorLine), result.Error);
        Assert.AreEqual(1, result.ExitCode);
        Assert.DoesNotContain("boot.js", result.Error);
    }

    [TestMethod]
    [DataRow("while (true) {}", RunStatus.WallTimeLimit)]
    [DataRow("const a = []; while (true) a.push(new Uint8Array(1 << 20))", RunStatus.MemoryLimit)]
    [DataRow("function f() { return f() + 1 } f()", RunStatus.RecursionLimit)]
    [DataRow("while (true) console.log('x'.repeat(1000))", RunStatus.OutputLimit)]
    [DataRow("/(a+)+$/.test('a'.repeat(40) + 'b')", RunStatus.WallTimeLimit)]
    [DataRow("setTimeout(() => {}, 1e9)", RunStatus.WallTimeLimit)]
    [DataRow("process.exit(3)", RunStatus.Error)]
    public async Task A_limit_has_its_own_status_and_the_next_run_is_unaffected(string code, RunStatus status)
    {
        var result = await RunAsync(code, limits: new RunLimits(status == RunStatus.WallTimeLimit ? 500 : 20_000, 20_000, 64 << 20));

        Assert.AreEqual(status, result.Status, result.Error);
        Assert.AreEqual("next\n", (await RunAsync("console.log('next')")).Output);
    }

    [TestMethod]
    [DataRow("import * as std from 'std'; console.log(std.loadFile('/etc/passwd')); std.popen('id', 'r')", null)]
    [DataRow("import * as os from 'os'", null)]
    [DataRow("import { TcpConn } from '_node:net'", null)]
    [DataRow("console.log(Object.keys(env).length)", "0\n")]
    public async Task Nothing_of_the_host_is_reached(string code, string? output)
    {
        var result = await RunAsync(code);

        if (output is null)
            Assert.AreEqual(RunStatus.Error, result.Status, result.Output);
        else
            Assert.AreEqual(output, result.Output, result.Error);
    }

    private static async Task<RunResult> RunAsync(string code, string? stdin = null, RunLimits? limits = null)
    {
        var sandbox = await SharedSandbox.GetAsync();
        return await sandbox.RunAsync(new RunRequest("javascript", code, stdin, [new SourceFile("lib.js", "export const twice = n => n * 2;")], Limits: limits));
    }
}
