using LearnFlow.Sandbox.Runtimes.Python;
using LearnFlow.Sandbox.Wasm;

namespace LearnFlow.Tests.Sandbox;

/// <summary>An instance is brought back by its memory and its stack pointer; so nothing else of it may change in a run.</summary>
[TestClass]
public sealed class SnapshotModuleTests
{
    private const byte TableSection = 4;

    public static IEnumerable<object[]> Modules =>
    [
        .. SharedSandbox.Pythons.Select(folder => new object[] { PythonDistribution.In(folder).ModuleFile }),
        [Path.Combine(AppContext.BaseDirectory, "runtimes", "javascript", "wasmedge_quickjs.wasm")],
    ];

    [TestMethod]
    [DynamicData(nameof(Modules))]
    public async Task A_module_has_one_global_that_changes_and_writes_no_table_and_drops_no_segment(string file)
    {
        var module = new WasmBinary(await File.ReadAllBytesAsync(file));

        Assert.AreEqual("0", string.Join(' ', MutableGlobals(new WasmReader(module[WasmBinary.GlobalSection]))));
        var table = new WasmReader(module[TableSection]);
        Assert.AreEqual((1UL, 0x70, 1), (table.Unsigned(), table.Byte(), table.Byte()), "One table of functions, with a maximum.");
        Assert.AreEqual(table.Unsigned(), table.Unsigned(), "Its maximum is its minimum.");
        Assert.AreEqual("", string.Join(' ', StateWrites(new WasmReader(module[WasmBinary.CodeSection])).Distinct()));
    }

    private static IEnumerable<int> MutableGlobals(WasmReader globals)
    {
        var count = (int)globals.Unsigned();
        for (var number = 0; number < count; number++)
        {
            globals.Byte();
            var isMutable = globals.Byte() == 1;
            Assert.AreEqual(0x41, globals.Byte(), "Its value is an i32 constant.");
            globals.Signed();
            Assert.AreEqual(0x0b, globals.Byte());
            if (isMutable)
                yield return number;
        }
    }

    // Every instruction of every function (core specification, 5.4), by its name when it changes what is not memory or the first global.
    private static IEnumerable<string> StateWrites(WasmReader code)
    {
        var functions = code.Unsigned();
        for (var function = 0UL; function < functions; function++)
        {
            var body = new WasmReader(code.Bytes((int)code.Unsigned()).ToArray());
            for (var locals = body.Unsigned(); locals > 0; locals--)
            {
                body.Unsigned();
                body.Byte();
            }
            while (!body.AtEnd)
            {
                if (Skip(body) is { } write)
                    yield return write;
            }
        }
    }

    private static string? Skip(WasmReader body)
    {
        var instruction = body.Byte();
        switch (instruction)
        {
            case 0x24: // global.set
                return body.Unsigned() == 0 ? null : "global.set";
            case 0x26:
                return "table.set";
            case 0x02 or 0x03 or 0x04 or 0x41 or 0x42: // blocks and integer constants
                body.Signed();
                return null;
            case 0x0c or 0x0d or 0x10 or (>= 0x20 and <= 0x25) or 0x3f or 0x40 or 0xd0 or 0xd2: // one index
                body.Unsigned();
                return null;
            case 0x11 or (>= 0x28 and <= 0x3e): // call_indirect, loads and stores
                body.Unsigned();
                body.Unsigned();
                return null;
            case 0x0e or 0x1c: // br_table and select are vectors, br_table with a default
                for (var count = body.Unsigned() + (instruction == 0x0e ? 1UL : 0); count > 0; count--)
                    body.Unsigned();
                return null;
            case 0x43 or 0x44: // floating-point constants
                body.Bytes(instruction == 0x43 ? 4 : 8);
                return null;
            case 0xfc:
                return SkipBulk(body);
            case 0xfd:
                SkipVector(body);
                return null;
            case 0x00 or 0x01 or 0x05 or 0x0b or 0x0f or 0x1a or 0x1b or 0xd1 or (>= 0x45 and <= 0xc4):
                return null;
            default:
                return $"unknown instruction {instruction:x}";
        }
    }

    private static string? SkipBulk(WasmReader body)
    {
        var operation = body.Unsigned();
        if (operation is 10 or 11) // memory.copy, memory.fill
            body.Bytes(operation == 10 ? 2 : 1);
        return operation is <= 7 or 10 or 11 ? null : $"bulk operation {operation}";
    }

    private static void SkipVector(WasmReader body)
    {
        var operation = body.Unsigned();
        if (operation is <= 11 or (>= 84 and <= 93)) // loads and stores
        {
            body.Unsigned();
            body.Unsigned();
        }
        if (operation is 12 or 13) // a constant, a shuffle
            body.Bytes(16);
        if (operation is (>= 21 and <= 34) or (>= 84 and <= 91)) // a lane
            body.Byte();
    }
}
