using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class FriendlyTests
{
    [TestMethod]
    [DataRow("import numpy as np", "numpy", "native code")]
    [DataRow("from requests import get", "requests", "no network")]
    [DataRow("import tkinter", "tkinter", "no window")]
    [DataRow("import pygame", "pygame", "no window")]
    [DataRow("import pytest", "pytest", "only the standard library")]
    [DataRow("import multiprocessing", "multiprocessing", "cannot start other programs")]
    public async Task A_module_that_is_not_there_says_why(string code, string name, string reason)
    {
        var sandbox = await SharedSandbox.GetAsync();

        var result = await sandbox.RunAsync(code);

        Assert.AreEqual(RunStatus.Error, result.Status);
        Assert.AreEqual("ModuleNotFoundError", result.ErrorType, result.Error);
        StringAssert.StartsWith(result.ErrorMessage, $"No module named '{name}': ");
        StringAssert.Contains(result.ErrorMessage, reason);
        Assert.AreEqual(1, result.ErrorLine);
    }

    [TestMethod]
    public async Task A_socket_is_refused_with_a_sentence_and_asyncio_runs_without_one()
    {
        var sandbox = await SharedSandbox.GetAsync();

        var refused = await sandbox.RunAsync("import urllib.request\nurllib.request.urlopen('http://example.com')");
        var ran = await sandbox.RunAsync("import asyncio\nasync def f(n):\n    await asyncio.sleep(n / 100)\n    return n\nasync def main():\n    print(await asyncio.gather(f(2), f(1)))\nasyncio.run(main())");

        StringAssert.Contains(refused.ErrorMessage, "programs here have no network");
        Assert.AreEqual("[2, 1]\n", ran.Output, ran.Error);
    }

    [TestMethod]
    [DataRow("from functools import cache\n@cache\ndef f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nprint(f(400) > 0)")]
    [DataRow("class Link:\n    def __init__(self, n): self.next = Link(n - 1) if n else None\nLink(400)\nprint(True)")]
    [DataRow("def g(n):\n    if n: yield from g(n - 1)\n    yield n\nprint(len(list(g(400))) == 401)")]
    public async Task Recursion_through_C_goes_as_deep_as_in_python3(string code)
    {
        var sandbox = await SharedSandbox.GetAsync();

        var result = await sandbox.RunAsync(code);

        Assert.AreEqual("True\n", result.Output, $"{result.Status} {result.Error}");
    }

    [TestMethod]
    public async Task A_thread_is_refused_with_a_sentence()
    {
        var sandbox = await SharedSandbox.GetAsync();

        var result = await sandbox.RunAsync("import threading\nthreading.Thread(target=print).start()");

        Assert.AreEqual("can't start new thread: a program here runs in one thread", result.ErrorMessage);
    }

    [TestMethod]
    [DataRow("random.py", "def dice(): return 4", "import random\nprint(random.dice())", "4\n")]
    [DataRow("json/__init__.py", "x = 'mine'", "import json\nprint(json.x)", "mine\n")]
    [DataRow("string.txt", "", "import string\nprint(string.digits)", "0123456789\n")]
    [DataRow("json/data.txt", "", "import json\nprint(json.dumps(1))", "1\n")]
    [DataRow("turtle.py", "def forward(n): print('mine', n)", "import turtle\nturtle.forward(1)", "mine 1\n")]
    public async Task A_learners_module_comes_before_the_standard_one_as_in_python3(string file, string content, string code, string output)
    {
        var sandbox = await SharedSandbox.GetAsync();

        var result = await sandbox.RunAsync(new RunRequest("python", code, Files: [new SourceFile(file, content)]));

        Assert.AreEqual(output, result.Output, result.Error);
    }
}
